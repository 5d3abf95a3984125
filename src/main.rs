//! Parse, run, exit.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
