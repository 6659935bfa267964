//! Exponential functions of hidden units, in lanes and without branches.
//!
//! x = k ln 2 + r with |r| ≤ ½ ln 2 and a whole number k, so eˣ = 2ᵏ (1 + p), where p = eʳ − 1 is a polynomial of degree 11
//! in r (minimax, relative error 2⁻⁵⁵). Each function adds 2ᵏ and p in the order in which it loses least: what cancels is
//! exact. `tests/elementary.rs` holds each to references of 200 bits.
//!
//! Splitting x and the polynomial are two passes over many numbers: operations of one number wait for each other, and a
//! processor finds more that is ready when the chain of a pass is short.

use bytemuck::cast;
use wide::{f64x2, i64x2};

/// The constants of these functions, read from memory with [`constants`] (see [`super::ElementaryConstants`]).
///
/// ```
/// use init_lab_numerics::elementary::exponential::{constants, exponential};
/// use wide::f64x2;
///
/// let c = constants();
/// let (power, remainder) = exponential(f64x2::ZERO, c);
/// assert_eq!((power + power * remainder.expm1(c)).to_array(), [1.0, 1.0]);
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
    /// 2⁵² + 2⁵¹ + 1023: adding it rounds to a whole number k, and leaves k + 1023, the exponent field of 2ᵏ, in the low bits.
    shift: f64,
    /// The same for 2ᵏ⁺¹²⁸ and 2ᵏ⁻¹²⁸.
    shift_up: f64,
    shift_down: f64,
    /// (eʳ − 1 − r − r²/2) / r³.
    expm1: [f64; 9],
    /// Below it eˣ is taken for 0.
    pub least: f64,
    /// |x| from which x e^−|x| is 0 to rounding.
    pub extreme: f64,
    /// x from which e⁻ˣ is 0 beside 1, also times x.
    pub far: f64,
    /// A number that is far from overflow.
    pub huge: f64,
    /// 2⁻¹²⁸.
    pub reduction: f64,
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
    shift: 6_755_399_441_055_744.0 + 1023.0,
    shift_up: 6_755_399_441_055_744.0 + 1023.0 + 128.0,
    shift_down: 6_755_399_441_055_744.0 + 1023.0 - 128.0,
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
    least: -709.1,
    extreme: 760.0,
    far: 600.0,
    huge: 1e200,
    reduction: f64::from_bits((1023 - 128) << 52),
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

/// x, and where it is above `most`, that; NaN stays NaN. Which operand a minimum keeps beside a NaN differs between
/// instruction sets.
#[inline]
pub fn at_most(x: f64x2, most: f64) -> f64x2 {
    let most = splat(most);
    if cfg!(target_feature = "simd128") { x.fast_min(most) } else { most.fast_min(x) }
}

/// x, and where it is below `least`, that; NaN stays NaN.
#[inline]
pub fn at_least(x: f64x2, least: f64) -> f64x2 {
    let least = splat(least);
    if cfg!(target_feature = "sse2") { least.fast_max(x) } else { x.fast_max(least) }
}

/// r = x − k ln 2 as `high` − `low`, without any rounding.
#[derive(Clone, Copy)]
pub struct Remainder {
    high: f64x2,
    low: f64x2,
}

impl Remainder {
    /// 0.
    pub const ZERO: Self = Self { high: f64x2::ZERO, low: f64x2::ZERO };

    /// p = eʳ − 1.
    #[inline]
    pub fn expm1(self, c: &ExponentialConstants) -> f64x2 {
        let Self { high, low } = self;
        let q = |k: usize| splat(c.expm1[k]);
        let r = high - low;
        let r2 = r * r;
        let r4 = r2 * r2;
        let third = (q(0) + r * q(1)) + r2 * (q(2) + r * q(3));
        let seventh = (q(4) + r * q(5)) + r2 * (q(6) + r * q(7)) + r4 * q(8);
        high + ((splat(c.half) * r2 - low) + r * r2 * (third + r4 * seventh))
    }
}

/// 2ᵏ and r for x + `tail`, where `tail` is tiny; `shift` is the constant that goes with the power wanted.
#[inline]
fn split(x: f64x2, tail: f64x2, shift: f64, c: &ExponentialConstants) -> (f64x2, Remainder) {
    let shifted = x * splat(c.inverse_ln2) + splat(shift);
    let k = shifted - splat(shift);
    let remainder = Remainder { high: x - k * splat(c.ln2_high), low: k * splat(c.ln2_low) - tail };
    (cast(cast::<f64x2, i64x2>(shifted) << 52), remainder)
}

/// The parts of eˣ for x from −709.1 to 709; 2ᵏ is 0 where it would not be a normal number.
#[inline]
pub fn exponential(x: f64x2, c: &ExponentialConstants) -> (f64x2, Remainder) {
    split(x, f64x2::ZERO, c.shift, c)
}

/// The parts of 2¹²⁸ e^(x + tail) for x from −760 to 0, with a tiny `tail`. Multiplied by 2⁻¹²⁸ last, a product is rounded
/// once, also where it is subnormal.
#[inline]
pub fn decay(x: f64x2, tail: f64x2, c: &ExponentialConstants) -> (f64x2, Remainder) {
    split(x, tail, c.shift_up, c)
}

/// The parts of 2⁻¹²⁸ eˣ for x from −600 to 760, which is never infinite.
#[inline]
pub fn growth(x: f64x2, c: &ExponentialConstants) -> (f64x2, Remainder) {
    split(x, f64x2::ZERO, c.shift_down, c)
}

/// ln(1 + x) for x from 0 to 1 and s = x / (2 + x): x − (x²/2 − s (x²/2 + R)), where R is a polynomial in s².
#[inline]
pub fn log1p_of_share(x: f64x2, s: f64x2, c: &ExponentialConstants) -> f64x2 {
    let g = |k: usize| splat(c.log1p[k]);
    let s2 = s * s;
    let s4 = s2 * s2;
    let s8 = s4 * s4;
    let low = (g(0) + s2 * g(1)) + s4 * (g(2) + s2 * g(3));
    let high = (g(4) + s2 * g(5)) + s4 * (g(6) + s2 * g(7)) + s8 * (g(8) + s2 * g(9));
    let half_square = splat(c.half) * x * x;
    x - (half_square - s * (half_square + s2 * (low + s8 * high)))
}
