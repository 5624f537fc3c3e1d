//! What the compiler says to users of the generated client: the cases stand in `pass/` and `fail/`.
