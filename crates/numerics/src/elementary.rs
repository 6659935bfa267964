//! Elementary functions on lane vectors: those of the losses and of the output unit, with the same bits as the crate `libm`.
//! Those of hidden units are in [`exponential`].

pub mod exponential;

use bytemuck::cast;
use wide::{f64x2, i64x2};

/// The constants of the elementary functions, read from memory with [`constants`].
///
/// WebAssembly engines build a constant vector at each use, in three or four instructions that share one port of the
/// processor; a load takes one instruction. In V8, a sigmoid over a row took three times as long with constants in the
/// code. Arrays of constants are read number by number at the point of use, because a compiler may copy a whole array
/// to the stack each time.
///
/// ```
/// use init_lab_numerics::elementary::{constants, log1p_of_share};
/// use wide::f64x2;
///
/// let ln_2 = log1p_of_share(f64x2::ONE, constants());
/// assert_eq!(ln_2.to_array()[0], std::f64::consts::LN_2);
/// ```
pub struct ElementaryConstants {
    exp: ExpConstants,
    log1p: Log1pConstants,
    half: f64,
    one: f64,
    two: f64,
}

/// Constants of FreeBSD's `e_exp.c` (Sun Microsystems, 2004), as in libm: x = k ln 2 + r with |r| ≤ ½ ln 2, then a
/// rational approximation of eʳ, then scaling by 2ᵏ.
struct ExpConstants {
    inverse_ln2: f64,
    p: [f64; 5],
    /// |x| from which k is not 0. The next constant is the |x| from which k is not just ±1. libm compares the high
    /// words.
    half_ln2: f64,
    three_halves_ln2: f64,
    /// |x| up to which eˣ is 1 + x to rounding.
    tiny: f64,
    /// |x| up to which neither eˣ nor 2ᵏ leaves the range of normal numbers.
    moderate: f64,
    /// 2⁵² + 2⁵¹: adding it leaves a small whole number in the low bits.
    shift: f64,
    exponent_bias: i64,
}

/// Constants of FreeBSD's `s_log1p.c` (Sun Microsystems, 1993), as in libm: 1 + x = 2ᵏ (1 + f), and ln(1 + f) from a
/// polynomial in f / (2 + f). The bounds are those of the high words that libm compares.
struct Log1pConstants {
    g: [f64; 7],
    /// About √2 − 1: 1 + x is rounded from here on. The next constant, about √2, is the bound from which it is halved.
    root2_less_1: f64,
    root2: f64,
    /// x up to which ln(1 + x) is x to rounding.
    tiny: f64,
    ln2_high: f64,
    ln2_low: f64,
}

static CONSTANTS: ElementaryConstants = ElementaryConstants {
    exp: ExpConstants {
        inverse_ln2: f64::from_bits(0x3ff7_1547_652b_82fe),
        p: [
            f64::from_bits(0x3fc5_5555_5555_553e),
            f64::from_bits(0xbf66_c16c_16be_bd93),
            f64::from_bits(0x3f11_566a_af25_de2c),
            f64::from_bits(0xbebb_bd41_c5d2_6bf1),
            f64::from_bits(0x3e66_3769_72be_a4d0),
        ],
        half_ln2: f64::from_bits(0x3fd6_2e43_0000_0000),
        three_halves_ln2: f64::from_bits(0x3ff0_a2b2_0000_0000),
        tiny: f64::from_bits(0x3e30_0001_0000_0000),
        moderate: 708.0,
        shift: 6_755_399_441_055_744.0,
        exponent_bias: 1023,
    },
    log1p: Log1pConstants {
        g: [
            f64::from_bits(0x3fe5_5555_5555_5593),
            f64::from_bits(0x3fd9_9999_9997_fa04),
            f64::from_bits(0x3fd2_4924_9422_9359),
            f64::from_bits(0x3fcc_71c5_1d8e_78af),
            f64::from_bits(0x3fc7_4664_96cb_03de),
            f64::from_bits(0x3fc3_9a09_d078_c69f),
            f64::from_bits(0x3fc2_f112_df3e_5244),
        ],
        root2_less_1: f64::from_bits(0x3fda_827a_0000_0000),
        root2: f64::from_bits(0x3ff6_a09e_0000_0000),
        tiny: f64::from_bits(0x3ca0_0000_0000_0000),
        ln2_high: f64::from_bits(0x3fe6_2e42_fee0_0000),
        ln2_low: f64::from_bits(0x3dea_39ef_3579_3c76),
    },
    half: 0.5,
    one: 1.0,
    two: 2.0,
};

/// The constants, hidden from the compiler so that it does not write their values into the code.
#[inline]
pub fn constants() -> &'static ElementaryConstants {
    std::hint::black_box(&CONSTANTS)
}

/// ln(1 + x) for x from 0 to 1.
#[inline]
pub fn log1p_of_share(x: f64x2, constants: &ElementaryConstants) -> f64x2 {
    let t = &constants.log1p;
    let splat = f64x2::splat;
    let (half, one) = (splat(constants.half), splat(constants.one));
    // k is 0 or 1, so that 1 + f is below √2; c is the rounding error of 1 + x.
    let u = one + x;
    let (rounds, halves) = (x.simd_ge(splat(t.root2_less_1)), u.simd_ge(splat(t.root2)));
    let k = rounds & halves & one;
    let c = rounds & ((x - (u - one)) / u);
    let f = rounds.bitselect(halves.bitselect(half * u, u) - one, x);
    let half_square = half * f * f;
    let s = f / (splat(constants.two) + f);
    let z = s * s;
    let w = z * z;
    let g = |k: usize| splat(t.g[k - 1]);
    let even = w * (g(2) + w * (g(4) + w * g(6)));
    let odd = z * (g(1) + w * (g(3) + w * (g(5) + w * g(7))));
    let r = odd + even;
    let y = s * (half_square + r) + (k * splat(t.ln2_low) + c) - half_square + f + k * splat(t.ln2_high);
    x.simd_lt(splat(t.tiny)).bitselect(x, y)
}

/// Writes e^−|z| of each z to `decays`.
///
/// It uses two loops, and its results are used in a third: a processor looks ahead some hundred instructions, which is
/// little more than one long chain of dependent ones.
///
/// # Panics
/// If the lengths differ.
#[inline(never)]
pub fn decays(z: &[f64x2], decays: &mut [f64x2]) {
    assert_eq!(z.len(), decays.len(), "a place for each");
    let constants = constants();
    let (t, ln2) = (&constants.exp, &constants.log1p);
    let splat = f64x2::splat;
    let mut moderate = !f64x2::ZERO;
    for (z, k) in z.iter().zip(&mut *decays) {
        let size = z.abs();
        moderate &= size.simd_le(splat(t.moderate));
        let whole = (size * splat(t.inverse_ln2) + splat(constants.half)).trunc();
        let whole = size.simd_lt(splat(t.three_halves_ln2)).bitselect(splat(constants.one), whole);
        *k = whole & !size.simd_lt(splat(t.half_ln2));
    }
    if !moderate.all() {
        for (z, decay) in z.iter().zip(decays) {
            *decay = f64x2::from(z.to_array().map(|z| libm::exp(-z.abs())));
        }
        return;
    }
    for (z, decay) in z.iter().zip(decays) {
        let (size, k, one) = (z.abs(), *decay, splat(constants.one));
        let high = k * splat(ln2.ln2_high) - size;
        let low = k * splat(ln2.ln2_low);
        let r = high + low;
        let rr = r * r;
        let p = |k: usize| splat(t.p[k - 1]);
        let c = r - rr * (p(1) + rr * (p(2) + rr * (p(3) + rr * (p(4) + rr * p(5)))));
        let y = one + (r * c / (splat(constants.two) - c) + low + high);
        let exponents: i64x2 = cast(splat(t.shift) - k);
        let power: f64x2 = cast((exponents + i64x2::splat(t.exponent_bias)) << 52);
        *decay = size.simd_lt(splat(t.tiny)).bitselect(one - size, y * power);
    }
}

/// The logistic function 1 / (1 + e⁻ᶻ), given e^−|z|. It does not overflow, and has full relative precision in both
/// tails.
#[inline]
pub fn sigmoid_lanes(z: f64x2, decay: f64x2, constants: &ElementaryConstants) -> f64x2 {
    let one = f64x2::splat(constants.one);
    z.simd_ge(f64x2::ZERO).bitselect(one, decay) / (one + decay)
}

/// The logistic function 1 / (1 + e⁻ᶻ) of one number.
#[inline(never)]
pub fn sigmoid(z: f64) -> f64 {
    let z = f64x2::splat(z);
    let mut decay = [z];
    decays(&[z], &mut decay);
    sigmoid_lanes(z, decay[0], constants()).to_array()[0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::RandomState;

    fn assert_libms_bits(x: f64) {
        let decay = |z: f64x2| {
            let mut decay = [z];
            decays(&[z], &mut decay);
            decay[0].to_array()
        };
        for lane in [decay(f64x2::from([x, 0.25]))[0], decay(f64x2::splat(-x))[1]] {
            let expected = libm::exp(-x.abs());
            assert!(
                lane.to_bits() == expected.to_bits() || (lane.is_nan() && expected.is_nan()),
                "{x}: {lane}, {expected}"
            );
        }
    }

    #[test]
    fn exp_has_libms_bits_around_its_branches() {
        let t = &CONSTANTS.exp;
        for bound in
            [0.0, t.tiny, t.half_ln2, t.three_halves_ln2, 1.0, t.moderate, 708.396, 709.782, 745.2, f64::INFINITY]
        {
            let (mut up, mut down) = (bound, bound);
            for _ in 0..100 {
                for x in [up, down] {
                    assert_libms_bits(x);
                    assert_libms_bits(-x);
                }
                (up, down) = (up.next_up(), down.next_down());
            }
        }
        assert_libms_bits(f64::NAN);
        assert_libms_bits(f64::MIN_POSITIVE / 8.0);
    }

    #[test]
    fn exp_has_libms_bits_over_its_range() {
        let mut rng = RandomState::new(0);
        for spread in [1e-9, 1e-3, 0.5, 1.0, 5.0, 40.0, 300.0, 800.0] {
            for _ in 0..100_000 {
                assert_libms_bits(rng.randn() * spread);
            }
        }
    }

    #[test]
    fn log1p_of_a_share_has_libms_bits() {
        let t = &CONSTANTS.log1p;
        let check = |x: f64| {
            let ours = log1p_of_share(f64x2::splat(x), &CONSTANTS).to_array()[1];
            assert_eq!(ours.to_bits(), libm::log1p(x).to_bits(), "{x:e}: {ours}, {}", libm::log1p(x));
        };
        for bound in [0.0, f64::MIN_POSITIVE, t.tiny, t.root2_less_1, t.root2 - 1.0, 0.5, 1.0] {
            let (mut up, mut down) = (bound, bound);
            for _ in 0..200 {
                for x in [up.min(1.0), down.max(0.0)] {
                    check(x);
                }
                (up, down) = (up.next_up(), down.next_down());
            }
        }
        let mut rng = RandomState::new(0);
        for _ in 0..400_000 {
            check(rng.random_sample());
            check(libm::exp(-40.0 * rng.random_sample()));
        }
        assert!(log1p_of_share(f64x2::splat(f64::NAN), &CONSTANTS).to_array()[0].is_nan());
    }

    #[test]
    fn sigmoid_keeps_its_tails() {
        assert_eq!(sigmoid(0.0), 0.5);
        assert_eq!(sigmoid(1000.0), 1.0);
        assert_eq!(sigmoid(-1000.0), 0.0);
        assert!(sigmoid(-700.0) > 0.0);
        assert!((sigmoid(-40.0) / (-40.0_f64).exp() - 1.0).abs() < 1e-15);
        assert!(sigmoid(f64::NAN).is_nan());
    }
}
