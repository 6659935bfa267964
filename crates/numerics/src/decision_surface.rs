//! The decision surface: the logits of a network on a grid in the plane, their interpolation, and their colours.

use crate::kernel::{BLOCK, LANES, WIDTH, ZERO_ROW, numbers, numbers_mut};
use crate::network::{ForwardPass, Network};

/// Steps of a table of colours. Entry k, from 0 to `STEPS`, is the colour of z = (2k / `STEPS` − 1) × `END`; one more
/// entry is the colour of NaN. Logits beyond ±`END` have the colours of the ends.
const STEPS: usize = 2048;
const END: f32 = 8.0;
/// Entries of a table of colours.
pub const COLOURS: usize = STEPS + 2;

/// Replaces the content of `logits` with the logits at each x of each y, row by row.
pub fn logits(network: &Network, pass: &mut ForwardPass, xs: &[f64], ys: &[f64], logits: &mut Vec<f32>) {
    logits.clear();
    let count = xs.len() * ys.len();
    logits.reserve(count);
    pass.prepare(network);
    let mut inputs = [ZERO_ROW; 2];
    let (mut column, mut row) = (0, 0);
    while logits.len() < count {
        let [x, y] = &mut inputs;
        let (x, y) = (numbers_mut(x), numbers_mut(y));
        let mut filled = 0;
        while filled < BLOCK && row < ys.len() {
            let some = (BLOCK - filled).min(xs.len() - column);
            x[filled..filled + some].copy_from_slice(&xs[column..column + some]);
            y[filled..filled + some].fill(ys[row]);
            filled += some;
            column += some;
            if column == xs.len() {
                (column, row) = (0, row + 1);
            }
        }
        // The rest of the last block holds points of the block before. They are finite, and their logits are not used.
        pass.run(network, &inputs, WIDTH);
        logits.extend(numbers(pass.logits())[..filled].iter().map(|&z| z as f32));
    }
    debug_assert_eq!(BLOCK, LANES * WIDTH);
}

/// Gives each pixel the colour of its logit. There are `detail` × `detail` pixels for each point of the grid, with
/// logits interpolated bilinearly. Interpolation of logits, not of colours, keeps a steep boundary sharp and aligned
/// with its contour.
///
/// # Panics
/// If `colours` does not have [`COLOURS`] entries, or the numbers of pixels and cells do not match.
pub fn paint(logits: &[f32], columns: usize, detail: usize, colours: &[u32], pixels: &mut [u32]) {
    let colours: &[u32; COLOURS] = colours.try_into().expect("a whole table of colours");
    assert_eq!(pixels.len(), logits.len() * detail * detail, "a pixel for each cell");
    if detail == 1 {
        for (pixel, &z) in pixels.iter_mut().zip(logits) {
            *pixel = colours[step(z)];
        }
        return;
    }
    let rows = logits.len() / columns.max(1);
    let across = between(columns, detail);
    for (line, (upper, down)) in pixels.chunks_exact_mut(columns * detail).zip(between(rows, detail)) {
        let lower = (upper + 1).min(rows - 1);
        let (upper, lower) = (&logits[upper * columns..][..columns], &logits[lower * columns..][..columns]);
        for (pixel, &(left, share)) in line.iter_mut().zip(&across) {
            let (right, share) = ((left + 1).min(columns - 1), f64::from(share as f32));
            let along = |line: &[f32]| {
                let [from, to] = [left, right].map(|column| f64::from(line[column]));
                from + (to - from) * share
            };
            let (above, below) = (along(upper), along(lower));
            *pixel = colours[step((above + (below - above) * down) as f32)];
        }
    }
}

/// For each of `count` × `detail` pixels along an edge, the grid point before it, and the fraction of the distance to
/// the next one.
fn between(count: usize, detail: usize) -> Vec<(usize, f64)> {
    let place = |pixel: usize| {
        // `clamp` can panic with a message, whose formatting code would become part of the module.
        let at = ((pixel as f64 + 0.5) / detail as f64 - 0.5).max(0.0).min(count as f64 - 1.0);
        let before = (at as usize).min(count.saturating_sub(2));
        (before, at - before as f64)
    };
    (0..count * detail).map(place).collect()
}

/// Index into a table of colours.
#[inline]
fn step(z: f32) -> usize {
    const HALF: f64 = (STEPS / 2) as f64;
    if z.is_nan() {
        return STEPS + 1;
    }
    let scaled = (f64::from(z.clamp(-END, END)) / f64::from(END) + 1.0) * HALF;
    ((scaled + 0.5) as usize).min(STEPS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_have_steps_of_equal_width_and_ends() {
        assert_eq!([-1e30, -8.0, 0.0, 8.0, f32::INFINITY, f32::NAN].map(step), [0, 0, 1024, 2048, 2048, 2049]);
        assert_eq!([0.003_9, 0.004, -0.003_9, -0.004].map(step), [1024, 1025, 1024, 1023]);
    }

    #[test]
    fn pixels_between_points_follow_the_line_between_them() {
        let colours: Vec<u32> = (0..COLOURS as u32).collect();
        let mut pixels = vec![0; 2 * 2 * 16];
        paint(&[-4.0, 4.0, -4.0, 4.0], 2, 4, &colours, &mut pixels);
        let line = [512, 512, 640, 896, 1152, 1408, 1536, 1536];
        assert!(pixels.chunks(8).all(|row| row == line), "{pixels:?}");
        paint(&[1.0], 1, 2, &colours, &mut pixels[..4]);
        assert_eq!(pixels[..4], [1152; 4]);
    }
}
