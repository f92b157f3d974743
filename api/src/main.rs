//! `concord`: arguments, then the command they name.

use std::process::ExitCode;

/// Stack of a worker thread. Documents are limited before they are parsed; this is the second line.
const STACK_BYTES: usize = 8 * 1024 * 1024;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK_BYTES)
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(api::commands::run()),
        Err(_) => ExitCode::FAILURE,
    }
}
