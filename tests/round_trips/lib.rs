//! What is generated for the fixtures, compiled: the tests stand in `round_trips.rs`, the values in `values.yaml`.
