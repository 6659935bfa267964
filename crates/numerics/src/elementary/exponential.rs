//! Exponential functions of hidden units, in lanes and without branches.
//!
//! x = k ln 2 + r with |r| ≤ ½ ln 2 and a whole number k, so eˣ = 2ᵏ (1 + p), where p = eʳ − 1 is a polynomial of degree 11
//! in r (minimax, relative error 2⁻⁵⁵). Each function adds 2ᵏ and p in the order in which it loses least: what cancels is
//! exact. `tests/elementary.rs` holds each to references of 200 bits.

use bytemuck::cast;
use wide::{f64x2, i64x2};

/// The constants of these functions, read from memory with [`constants`] (see [`super::ElementaryConstants`]).
///
/// ```
/// use init_lab_numerics::elementary::exponential::{constants, exponential};
/// use wide::f64x2;
///
/// assert_eq!(exponential(f64x2::ZERO, constants()).value().to_array(), [1.0, 1.0]);
/// ```
pub struct ExponentialConstants {
    /// ½.
    pub half: f64,
    /// 1.
    pub one: f64,
    /// 2.
    pub two: f64,
    inverse_ln2: f64,
    /// The leading 32 bits of ln 2, so that its products with k are exact, and the rest.
    ln2_high: f64,
    ln2_low: f64,
    /// 2⁵² + 2⁵¹: adding it rounds to a whole number, and leaves that in the low bits.
    shift: f64,
    exponent_bias: i64,
    /// (eʳ − 1 − r − r²/2) / r³.
    expm1: [f64; 9],
    /// |x| up to which 2ᵏ is a normal number.
    pub normal: f64,
    /// |x| from which x e^−|x| is 0 to rounding.
    pub extreme: f64,
    /// What is added to k beyond `normal`, and 2 to the power of minus that.
    kept: f64,
    keeping: f64,
    /// (2 artanh(s) / s − 2) / s², a polynomial in s² ≤ 1/9.
    log1p: [f64; 10],
}

static CONSTANTS: ExponentialConstants = ExponentialConstants {
    half: 0.5,
    one: 1.0,
    two: 2.0,
    inverse_ln2: f64::from_bits(0x3ff7_1547_652b_82fe),
    ln2_high: f64::from_bits(0x3fe6_2e42_fee0_0000),
    ln2_low: f64::from_bits(0x3dea_39ef_3579_3c76),
    shift: 6_755_399_441_055_744.0,
    exponent_bias: 1023,
    expm1: [
        f64::from_bits(0x3fc5_5555_5555_555a),
        f64::from_bits(0x3fa5_5555_5555_3ae4),
        f64::from_bits(0x3f81_1111_1110_f0cc),
        f64::from_bits(0x3f56_c16c_17a0_cfd2),
        f64::from_bits(0x3f2a_01a0_1b2b_df4e),
        f64::from_bits(0x3efa_019b_36df_de17),
        f64::from_bits(0x3ec7_1ddf_06b3_abb9),
        f64::from_bits(0x3e92_8979_591f_f20b),
        f64::from_bits(0x3e5a_f6d4_4bb9_ec59),
    ],
    normal: 708.0,
    extreme: 760.0,
    kept: 128.0,
    keeping: f64::from_bits((1023 - 128) << 52),
    log1p: [
        f64::from_bits(0x3fe5_5555_5555_5535),
        f64::from_bits(0x3fd9_9999_999a_085b),
        f64::from_bits(0x3fd2_4924_9208_48fd),
        f64::from_bits(0x3fcc_71c7_4200_2edf),
        f64::from_bits(0x3fc7_45cb_38a5_5754),
        f64::from_bits(0x3fc3_b1de_49ea_40c6),
        f64::from_bits(0x3fc1_0675_4812_3ac8),
        f64::from_bits(0x3fbe_fdec_b33a_4b10),
        f64::from_bits(0x3fb5_5968_d2a3_0d3c),
        f64::from_bits(0x3fc5_c8fd_2726_cdc5),
    ],
};

/// The constants, hidden from the compiler so that it does not write their values into the code.
#[inline]
pub fn constants() -> &'static ExponentialConstants {
    std::hint::black_box(&CONSTANTS)
}

#[inline]
fn splat(x: f64) -> f64x2 {
    f64x2::splat(x)
}

/// x, and where it is above `most`, that; NaN stays NaN.
#[inline]
pub fn at_most(x: f64x2, most: f64) -> f64x2 {
    x.simd_gt(splat(most)).bitselect(splat(most), x)
}

/// x, and where it is below `least`, that; NaN stays NaN.
#[inline]
pub fn at_least(x: f64x2, least: f64) -> f64x2 {
    x.simd_lt(splat(least)).bitselect(splat(least), x)
}

/// eˣ = 2ᵏ (1 + p).
#[derive(Clone, Copy)]
pub struct Exponential {
    /// 2ᵏ, or what the function that gives it says.
    pub power: f64x2,
    /// p = eʳ − 1, where r is what k ln 2 leaves of x.
    pub p: f64x2,
}

impl Exponential {
    /// 2ᵏ (1 + p).
    #[inline]
    pub fn value(self) -> f64x2 {
        self.power + self.power * self.p
    }
}

/// eʳ − 1 for |r| ≤ ½ ln 2; `rest` is what is known of r beyond its last digit.
#[inline]
fn expm1_of_remainder(r: f64x2, rest: f64x2, c: &ExponentialConstants) -> f64x2 {
    let q = |k: usize| splat(c.expm1[k]);
    let r2 = r * r;
    let r4 = r2 * r2;
    let even = q(0) + r2 * q(2) + r4 * (q(4) + r2 * q(6) + r4 * q(8));
    let odd = q(1) + r2 * q(3) + r4 * (q(5) + r2 * q(7));
    r + (r2 * (splat(c.half) + r * (even + r * odd)) + rest)
}

/// k, the whole number nearest to x / ln 2, plus the constant `shift`; and p for x + `tail`, where `tail` is tiny.
#[inline]
fn split(x: f64x2, tail: f64x2, c: &ExponentialConstants) -> (f64x2, f64x2) {
    let shifted = x * splat(c.inverse_ln2) + splat(c.shift);
    let k = shifted - splat(c.shift);
    let (high, low) = (x - k * splat(c.ln2_high), k * splat(c.ln2_low) - tail);
    let r = high - low;
    (shifted, expm1_of_remainder(r, (high - r) - low, c))
}

/// 2ᵏ from k plus the constant `shift`.
#[inline]
fn power(shifted: f64x2, c: &ExponentialConstants) -> f64x2 {
    let k: i64x2 = cast(shifted);
    cast((k + i64x2::splat(c.exponent_bias)) << 52)
}

/// eˣ for |x| up to 708.
#[inline]
pub fn exponential(x: f64x2, c: &ExponentialConstants) -> Exponential {
    let (shifted, p) = split(x, f64x2::ZERO, c);
    Exponential { power: power(shifted, c), p }
}

/// e^−(x + tail) / factor, and the factor: 1, or 2⁻¹²⁸ where 2ᵏ would not be a normal number. For x from 0 to 760, with a
/// tiny `tail`. Multiplied by the factor last, a product is rounded once, also where it is subnormal.
#[inline]
pub fn decay_by_parts(x: f64x2, tail: f64x2, c: &ExponentialConstants) -> (Exponential, f64x2) {
    let (shifted, p) = split(-x, -tail, c);
    let small = x.simd_gt(splat(c.normal));
    let power = power(shifted + (small & splat(c.kept)), c);
    (Exponential { power, p }, small.bitselect(splat(c.keeping), splat(c.one)))
}

/// eˣ × factor, and the factor: 1, or 2⁻¹²⁸ where 2ᵏ would be infinite. For x from −708 to 760.
#[inline]
pub fn growth_by_parts(x: f64x2, c: &ExponentialConstants) -> (Exponential, f64x2) {
    let (shifted, p) = split(x, f64x2::ZERO, c);
    let large = x.simd_gt(splat(c.normal));
    let power = power(shifted - (large & splat(c.kept)), c);
    (Exponential { power, p }, large.bitselect(splat(c.keeping), splat(c.one)))
}

/// ln(1 + x) for x from 0 to 1: x − (x²/2 − s (x²/2 + R)), where s = x / (2 + x), and R is a polynomial in s².
#[inline]
pub fn log1p_of_share(x: f64x2, c: &ExponentialConstants) -> f64x2 {
    let g = |k: usize| splat(c.log1p[k]);
    let s = x / (splat(c.two) + x);
    let s2 = s * s;
    let s4 = s2 * s2;
    let even = g(0) + s4 * (g(2) + s4 * (g(4) + s4 * (g(6) + s4 * g(8))));
    let odd = g(1) + s4 * (g(3) + s4 * (g(5) + s4 * (g(7) + s4 * g(9))));
    let half_square = splat(c.half) * x * x;
    x - (half_square - s * (half_square + s2 * (even + s2 * odd)))
}
