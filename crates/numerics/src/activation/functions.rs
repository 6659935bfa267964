//! Activation functions and their derivatives, in lanes.
//!
//! Each replaces pre-activations z with their values and writes the derivatives at z to `slopes`, which is as long. Values are
//! within 2 ulp of the true ones, those of GELU within 4; derivatives within 4 · 2⁻⁵². A NaN stays NaN, and the limits are
//! exact.

use bytemuck::cast;
use wide::{f64x2, i64x2};

use crate::elementary::exponential::{
    ExponentialConstants, Remainder, at_least, at_most, constants, decay, exponential, growth, log1p_of_share,
};
use crate::kernel;

/// Slope of leaky ReLU below 0, PyTorch's default.
pub const LEAK: f64 = 0.01;
/// The two constants for which mean 0 and variance 1 are a fixed point (Klambauer, Unterthiner, Mayr and Hochreiter,
/// 2017, Self-Normalizing Neural Networks).
const SELU_SCALE: f64 = 1.050_700_987_355_480_5;
/// `SELU_SCALE` × 1.673 263 242 354 377 2, and what its last digit leaves of the product.
const SELU_DEPTH: f64 = 1.758_099_340_847_376_6;
const SELU_DEPTH_REST: f64 = 5.750_146_487_564_76e-17;

#[inline]
fn splat(x: f64) -> f64x2 {
    f64x2::splat(x)
}

/// Replaces each z, and writes its slope.
#[inline]
fn for_each(values: &mut [f64x2], slopes: &mut [f64x2], pair: impl Fn(f64x2) -> (f64x2, f64x2)) {
    for (value, slope) in values.iter_mut().zip(slopes) {
        (*value, *slope) = pair(*value);
    }
}

/// Lane vectors that go through the passes of a function together.
const PASS: usize = 32;

/// 2ᵏ and p of an exponential, 2ᵏ (1 + p).
#[derive(Clone, Copy)]
struct Exponential {
    power: f64x2,
    p: f64x2,
}

impl Exponential {
    #[inline]
    fn value(self) -> f64x2 {
        self.power + self.power * self.p
    }
}

/// p of each remainder: the same code for all functions.
#[inline(never)]
fn raise(ps: &mut [f64x2], remainders: &[Remainder; PASS], c: &ExponentialConstants) {
    for (p, remainder) in ps.iter_mut().zip(remainders) {
        *p = remainder.expm1(c);
    }
}

/// Splits the exponents that belong to z, raises them, and finishes: each a pass over up to [`PASS`] vectors. `finish` gets
/// values, slopes, and 2ᵏ and p of their exponentials.
#[inline]
fn through_exponentials(
    values: &mut [f64x2],
    slopes: &mut [f64x2],
    exponent: impl Fn(f64x2, &ExponentialConstants) -> (f64x2, Remainder),
    finish: impl Fn(&mut [f64x2], &mut [f64x2], (&[f64x2; PASS], &[f64x2; PASS]), &ExponentialConstants),
) {
    let c = constants();
    let mut remainders = [Remainder::ZERO; PASS];
    let (mut powers, mut ps) = ([f64x2::ZERO; PASS], [f64x2::ZERO; PASS]);
    for (values, slopes) in values.chunks_mut(PASS).zip(slopes.chunks_mut(PASS)) {
        for ((power, remainder), &z) in powers.iter_mut().zip(&mut remainders).zip(&*values) {
            (*power, *remainder) = exponent(z, c);
        }
        raise(&mut ps[..values.len()], &remainders, c);
        finish(values, slopes, (&powers, &ps), c);
    }
}

/// [`through_exponentials`] with one pass that finishes.
#[inline]
fn of_exponential(
    values: &mut [f64x2],
    slopes: &mut [f64x2],
    exponent: impl Fn(f64x2, &ExponentialConstants) -> (f64x2, Remainder),
    finish: impl Fn(f64x2, Exponential, &ExponentialConstants) -> (f64x2, f64x2),
) {
    through_exponentials(values, slopes, exponent, |values, slopes, (powers, ps), c| {
        for (((value, slope), &power), &p) in values.iter_mut().zip(slopes).zip(powers).zip(ps) {
            (*value, *slope) = finish(*value, Exponential { power, p }, c);
        }
    });
}

pub fn relu(values: &mut [f64x2], slopes: &mut [f64x2]) {
    for_each(values, slopes, |z| (kernel::relu(z), f64x2::ONE & kernel::relu_mask(z)));
}

/// z or 0.01 z, with derivative 0.01 at z = 0.
pub fn leaky_relu(values: &mut [f64x2], slopes: &mut [f64x2]) {
    for_each(values, slopes, |z| {
        let slope = z.simd_gt(f64x2::ZERO).bitselect(f64x2::ONE, splat(LEAK));
        (z * slope, slope)
    });
}

/// z.
pub fn identity(values: &mut [f64x2], slopes: &mut [f64x2]) {
    for_each(values, slopes, |z| (z, f64x2::ONE));
}

/// (eᶻ − 1, eᶻ) of min(z, 0).
#[inline]
fn expm1_and_exp(e: Exponential, c: &ExponentialConstants) -> (f64x2, f64x2) {
    let scaled = e.power * e.p;
    (scaled + (e.power - splat(c.one)), e.power + scaled)
}

/// The exponent min(z, 0).
#[inline]
fn below_zero(z: f64x2, c: &ExponentialConstants) -> (f64x2, Remainder) {
    exponential(at_most(at_least(z, c.least), 0.0), c)
}

/// z, or eᶻ − 1 below 0. On either side of 0 one of the two terms is 0.
pub fn elu(values: &mut [f64x2], slopes: &mut [f64x2]) {
    of_exponential(values, slopes, below_zero, |z, e, c| {
        let (below, slope) = expm1_and_exp(e, c);
        (at_least(z, 0.0) + below, slope)
    });
}

/// scale × z, or scale × α (eᶻ − 1) below 0.
pub fn selu(values: &mut [f64x2], slopes: &mut [f64x2]) {
    of_exponential(values, slopes, below_zero, |z, e, c| {
        let (below, slope) = expm1_and_exp(e, c);
        let depth = splat(SELU_DEPTH);
        let value = splat(SELU_SCALE) * at_least(z, 0.0) + (depth * below + splat(SELU_DEPTH_REST) * below);
        // Above 0 the slope of the exponential is 1, and both subtractions are exact.
        (value, depth * slope - (z.simd_gt(f64x2::ZERO) & splat(SELU_DEPTH - SELU_SCALE)))
    });
}

/// The hyperbolic tangent: (1 − e^−2|z|) / (1 + e^−2|z|) with the sign of z.
pub fn tanh(values: &mut [f64x2], slopes: &mut [f64x2]) {
    let negative = -f64x2::ZERO;
    of_exponential(
        values,
        slopes,
        |z, c| exponential(at_least((z | negative) * splat(c.two), -40.0), c),
        |z, e, c| {
            let (one, scaled) = (splat(c.one), e.power * e.p);
            let magnitude = ((one - e.power) - scaled) / ((one + e.power) + scaled);
            let value = magnitude | (z & negative);
            (value, one - value * value)
        },
    );
}

/// `one` more than an exponential, with what is lost of `one` beside a power that is far larger.
#[inline]
fn one_more(e: Exponential, one: f64x2) -> f64x2 {
    let sum = one + e.power;
    let lost = one - (sum - e.power);
    sum + (e.power * e.p + lost)
}

/// The logistic function 1 / (1 + e⁻ᶻ).
pub fn sigmoid(values: &mut [f64x2], slopes: &mut [f64x2]) {
    of_exponential(
        values,
        slopes,
        |z, c| growth(at_least(at_most(-z, c.extreme), -c.far), c),
        |_, e, c| {
            let one = splat(c.reduction);
            let value = one / one_more(e, one);
            (value, value * (splat(c.one) - value))
        },
    );
}

/// z / (1 + e⁻ᶻ).
pub fn silu(values: &mut [f64x2], slopes: &mut [f64x2]) {
    of_exponential(
        values,
        slopes,
        |z, c| growth(at_least(at_most(-z, c.extreme), -c.far), c),
        |z, e, c| {
            let one = splat(c.reduction);
            let inverse = splat(c.one) / one_more(e, one);
            // Beyond `huge`, where a product would overflow, the value is z.
            let z = at_least(z, -c.extreme);
            let most = at_most(z, c.huge);
            let (value, share, rest) = (most * inverse * one, one * inverse, e.value() * inverse);
            (value + (z - most), share + value * rest)
        },
    );
}

/// ln(1 + eᶻ) = max(z, 0) + ln(1 + e^−|z|).
pub fn softplus(values: &mut [f64x2], slopes: &mut [f64x2]) {
    let decayed = |z: f64x2, c: &ExponentialConstants| decay(at_least(z | -f64x2::ZERO, -c.extreme), f64x2::ZERO, c);
    through_exponentials(values, slopes, decayed, |values, slopes, (powers, ps), c| {
        let (one, two) = (splat(c.one), splat(c.two));
        let mut shares = [(f64x2::ZERO, f64x2::ZERO); PASS];
        for ((((&z, slope), &power), &p), share) in values.iter().zip(slopes).zip(powers).zip(ps).zip(&mut shares) {
            let decay = Exponential { power, p }.value() * splat(c.reduction);
            // Of two divisions, one.
            let (sum, longer) = (one + decay, two + decay);
            let inverse = one / (sum * longer);
            *share = (decay, decay * sum * inverse);
            *slope = z.simd_ge(f64x2::ZERO).bitselect(one, decay) * (longer * inverse);
        }
        for (value, (decay, share)) in values.iter_mut().zip(shares) {
            *value = at_least(*value, 0.0) + log1p_of_share(decay, share, c);
        }
    });
}

/// The constants of [`gelu`].
///
/// The share of a standard normal distribution beyond x > 0 is Q(x) = e^−x²/2 (κ + x N(x²) / D(x²)) / (x + 2κ), with κ = 1 /
/// √(2π) and polynomials N and D in x, minimax up to 39. The fraction is small beside κ, so its rounding hardly counts.
struct NormalConstants {
    kappa: f64,
    two_kappa: f64,
    numerator: [f64; 10],
    /// Without the constant 1.
    denominator: [f64; 11],
    /// |z| from which z Q(|z|) is 0 to rounding.
    far: f64,
    /// The bits of a number whose square is exact.
    head: i64,
}

static NORMAL: NormalConstants = NormalConstants {
    kappa: 0.398_942_280_401_432_7,
    two_kappa: 0.797_884_560_802_865_4,
    numerator: [
        f64::from_bits(0x3fc7_419f_246c_6efa),
        f64::from_bits(0x3fd0_1443_e0a5_c38c),
        f64::from_bits(0x3fc6_14a8_1f98_37e6),
        f64::from_bits(0x3fb3_5d23_d158_34c1),
        f64::from_bits(0x3f97_ad10_3001_a2b7),
        f64::from_bits(0x3f74_d73a_a742_be39),
        f64::from_bits(0x3f4a_674b_7863_a6a2),
        f64::from_bits(0x3f17_48e6_ac27_dfa3),
        f64::from_bits(0x3eda_2190_f9f9_ee88),
        f64::from_bits(0x3e8c_d9bd_dcf5_3070),
    ],
    denominator: [
        f64::from_bits(0x4003_d85a_8acf_ed16),
        f64::from_bits(0x4007_0c04_093b_547c),
        f64::from_bits(0x4000_9348_a655_76b6),
        f64::from_bits(0x3ff0_7231_135d_9362),
        f64::from_bits(0x3fd7_b4f0_676d_dc6f),
        f64::from_bits(0x3fb9_6b71_92a3_aa3d),
        f64::from_bits(0x3f94_5cf1_dab4_056b),
        f64::from_bits(0x3f68_04b9_bd8f_61c3),
        f64::from_bits(0x3f34_025c_9a46_4efb),
        f64::from_bits(0x3ef5_692a_6350_635b),
        f64::from_bits(0x3ea6_a8bf_784e_0793),
    ],
    far: 39.0,
    head: !0x7ff_ffff,
};

impl NormalConstants {
    /// |z|, at most `far`.
    #[inline]
    fn magnitude(&self, z: f64x2) -> f64x2 {
        at_most(z.abs(), self.far)
    }

    /// N(x) and D(x).
    #[inline]
    fn fraction(&self, x: f64x2, one: f64x2) -> (f64x2, f64x2) {
        let (n, d) = (|k: usize| splat(self.numerator[k]), |k: usize| splat(self.denominator[k - 1]));
        let x2 = x * x;
        let x4 = x2 * x2;
        let numerator = ((n(0) + x * n(1)) + x2 * (n(2) + x * n(3)))
            + x4 * (((n(4) + x * n(5)) + x2 * (n(6) + x * n(7))) + x4 * (n(8) + x * n(9)));
        let denominator = ((one + x * d(1)) + x2 * (d(2) + x * d(3)))
            + x4 * (((d(4) + x * d(5)) + x2 * (d(6) + x * d(7))) + x4 * ((d(8) + x * d(9)) + x2 * (d(10) + x * d(11))));
        (numerator, denominator)
    }
}

/// z Φ(z), where Φ is the standard normal distribution function; not the approximation with tanh.
pub fn gelu(values: &mut [f64x2], slopes: &mut [f64x2]) {
    let t = std::hint::black_box(&NORMAL);
    let density = |z: f64x2, c: &ExponentialConstants| {
        let x = t.magnitude(z);
        // x² = head² + (x − head) (x + head), where head² is exact.
        let head = x & cast::<i64x2, f64x2>(i64x2::splat(t.head));
        let minus_half = splat(-c.half);
        decay(minus_half * (head * head), minus_half * ((x - head) * (x + head)), c)
    };
    through_exponentials(values, slopes, density, |values, slopes, (powers, ps), c| {
        let one = splat(c.one);
        let mut fractions = [(f64x2::ZERO, f64x2::ZERO); PASS];
        for (&z, fraction) in values.iter().zip(&mut fractions) {
            *fraction = t.fraction(t.magnitude(z), one);
        }
        for ((((value, slope), &power), &p), (numerator, denominator)) in
            values.iter_mut().zip(slopes).zip(powers).zip(ps).zip(fractions)
        {
            let e = Exponential { power, p };
            let (z, x) = (*value, t.magnitude(*value));
            let ratio = (splat(t.kappa) + x * numerator / denominator) / (x + splat(t.two_kappa));
            let density = e.value() * splat(c.reduction);
            let product = x * ratio * density;
            let below = density * ratio - x * density * splat(t.kappa);
            *value = at_least(z, 0.0) - product;
            *slope = z.simd_ge(f64x2::ZERO).bitselect(one - below, below);
        }
    });
}
