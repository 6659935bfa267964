//! Fuzzes `readers::sweep`.
#![no_main]

use init_lab_fuzz::{mutate, readers};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|text: &str| readers::sweep(text));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| { mutate(data, size, max_size, seed) });
