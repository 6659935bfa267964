//! Elementary functions over lanes, with the bits that the crate `libm` computes one number at a time.

use bytemuck::cast;
use wide::{f64x2, i64x2};

// The algorithm and its constants are those of FreeBSD's e_exp.c (Sun Microsystems, 2004), which libm follows:
// x = k ln 2 + r with |r| ≤ ½ ln 2, then a rational approximation of eʳ, then scaling by 2ᵏ.
const LN2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
const LN2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
const INVERSE_LN2: f64 = f64::from_bits(0x3ff7_1547_652b_82fe);
const P: [f64; 5] = [
    f64::from_bits(0x3fc5_5555_5555_553e),
    f64::from_bits(0xbf66_c16c_16be_bd93),
    f64::from_bits(0x3f11_566a_af25_de2c),
    f64::from_bits(0xbebb_bd41_c5d2_6bf1),
    f64::from_bits(0x3e66_3769_72be_a4d0),
];
/// |x| from which k is not 0, and from which k is not just ±1. libm compares the high words.
const HALF_LN2: f64 = f64::from_bits(0x3fd6_2e43_0000_0000);
const THREE_HALVES_LN2: f64 = f64::from_bits(0x3ff0_a2b2_0000_0000);
/// |x| up to which 1 + x is as good.
const TINY: f64 = f64::from_bits(0x3e30_0001_0000_0000);
/// |x| up to which neither eˣ nor 2ᵏ leaves the range of normal numbers.
const MODERATE: f64 = 708.0;

/// eˣ.
#[inline]
pub fn exp(x: f64x2) -> f64x2 {
    if !x.abs().simd_le(f64x2::splat(MODERATE)).all() {
        return f64x2::from(x.to_array().map(libm::exp));
    }
    let below = |bound: f64| x.abs().simd_lt(f64x2::splat(bound));
    let sign = |size: f64| f64x2::splat(size) | (x & f64x2::splat(-0.0));
    let k = (x * f64x2::splat(INVERSE_LN2) + sign(0.5)).trunc();
    let k = below(THREE_HALVES_LN2).bitselect(sign(1.0), k);
    let k = k & !below(HALF_LN2);
    let high = x - k * f64x2::splat(LN2_HIGH);
    let low = k * f64x2::splat(LN2_LOW);
    let r = high - low;
    let rr = r * r;
    let [p1, p2, p3, p4, p5] = P.map(f64x2::splat);
    let c = r - rr * (p1 + rr * (p2 + rr * (p3 + rr * (p4 + rr * p5))));
    let y = f64x2::ONE + (r * c / (f64x2::splat(2.0) - c) - low + high);
    below(TINY).bitselect(f64x2::ONE + x, y * power_of_two(k))
}

/// 2ᵏ for whole k from −1022 to 1023.
#[inline]
fn power_of_two(k: f64x2) -> f64x2 {
    /// 2⁵² + 2⁵¹: adding it leaves a small whole number in the low bits.
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    const EXPONENT_BIAS: i64 = 1023;
    let bits: i64x2 = cast(k + f64x2::splat(SHIFT));
    cast((bits + i64x2::splat(EXPONENT_BIAS)) << 52)
}

/// The logistic function 1 / (1 + e⁻ᶻ), without overflow and with full relative precision in both tails.
#[inline]
pub fn sigmoid_lanes(z: f64x2) -> f64x2 {
    let e = exp(-z.abs());
    z.simd_ge(f64x2::ZERO).bitselect(f64x2::ONE, e) / (f64x2::ONE + e)
}

/// The logistic function 1 / (1 + e⁻ᶻ) of one number.
pub fn sigmoid(z: f64) -> f64 {
    sigmoid_lanes(f64x2::splat(z)).to_array()[0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::RandomState;

    fn assert_libms_bits(x: f64) {
        for lane in exp(f64x2::from([x, 0.25])).to_array()[..1].iter().chain(&exp(f64x2::splat(x)).to_array()[1..]) {
            let expected = libm::exp(x);
            assert!(
                lane.to_bits() == expected.to_bits() || (lane.is_nan() && expected.is_nan()),
                "{x}: {lane}, {expected}"
            );
        }
    }

    #[test]
    fn exp_has_libms_bits_around_its_branches() {
        for bound in [0.0, TINY, HALF_LN2, THREE_HALVES_LN2, 1.0, MODERATE, 708.396, 709.782, 745.2, f64::INFINITY] {
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
    fn sigmoid_keeps_its_tails() {
        assert_eq!(sigmoid(0.0), 0.5);
        assert_eq!(sigmoid(1000.0), 1.0);
        assert_eq!(sigmoid(-1000.0), 0.0);
        assert!(sigmoid(-700.0) > 0.0);
        assert!((sigmoid(-40.0) / (-40.0_f64).exp() - 1.0).abs() < 1e-15);
        assert!(sigmoid(f64::NAN).is_nan());
    }
}
