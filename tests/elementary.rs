//! Holds activation functions to references of 200 bits (`tests/fixtures/make_elementary.py`), and to what they are: odd,
//! monotone, the same in each lane.

use std::collections::BTreeMap;

use init_lab_numerics::activation::{ACTIVATIONS, Activation};
use init_lab_numerics::rng::RandomState;
use wide::f64x2;

/// The value and the derivative at z.
fn at(activation: &Activation, z: f64) -> (f64, f64) {
    let (mut value, mut slope) = ([f64x2::from([z, 0.5])], [f64x2::ZERO]);
    activation.apply(&mut value, &mut slope);
    (value[0].to_array()[0], slope[0].to_array()[0])
}

/// The distance to the next number of the same binade.
fn ulp(number: f64) -> f64 {
    let exponent = (number.abs().to_bits() >> 52).max(1);
    if exponent > 52 { f64::from_bits((exponent - 52) << 52) } else { f64::from_bits(1 << (exponent - 1)) }
}

fn activation(name: &str) -> &'static Activation {
    Activation::find(name).expect("an activation")
}

#[test]
fn values_and_derivatives_are_those_of_200_bits() {
    let bits = |text: &str| f64::from_bits(u64::from_str_radix(text, 16).expect("16 hexadecimal digits"));
    let mut worst = BTreeMap::new();
    for line in include_str!("fixtures/elementary.txt").lines() {
        let [name, z, value, rest, slope] = line.split(' ').collect::<Vec<_>>().try_into().expect("five columns");
        let (z, expected, rest, expected_slope) =
            (bits(z), bits(value), rest.parse::<f64>().expect("a number"), bits(slope));
        let (value, slope) = at(activation(name), z);
        if expected.is_infinite() || value.is_infinite() {
            assert_eq!(value, expected, "{name} at {z:e}");
            continue;
        }
        let distance = ((value - expected) / ulp(expected) - rest).abs();
        let limit = if name == "gelu" { 4.0 } else { 2.0 };
        assert!(distance <= limit, "{name} at {z:e}: {value:e} is {distance} ulp from {expected:e}");
        let off = (slope - expected_slope).abs() / f64::EPSILON;
        assert!(off <= 4.0, "the derivative of {name} at {z:e}: {slope:e}, not {expected_slope:e}");
        let (values, slopes) = worst.entry(name).or_insert((0.0_f64, 0.0_f64));
        (*values, *slopes) = (values.max(distance), slopes.max(off));
    }
    assert_eq!(worst.len(), 7);
    println!("greatest distance of values in ulp, of derivatives in 2^-52: {worst:.2?}");
}

#[test]
fn tanh_is_odd() {
    let mut rng = RandomState::new(1);
    for k in 0..20_000 {
        let z = rng.randn() * 2.0_f64.powi(k % 60 - 50);
        let ((above, slope), (below, other)) = (at(activation("tanh"), z), at(activation("tanh"), -z));
        assert_eq!((above.to_bits(), slope.to_bits()), ((-below).to_bits(), other.to_bits()), "{z:e}");
    }
}

/// Between neighbours, where the function hardly rises, rounding decides.
#[test]
fn what_rises_never_falls() {
    let mut rng = RandomState::new(2);
    for name in ["elu", "selu", "softplus", "tanh", "sigmoid", "leaky_relu"] {
        for k in 0..30_000 {
            let z = rng.randn() * 2.0_f64.powi(k % 40 - 30);
            let value = at(activation(name), z).0;
            let further = z + z.abs().max(1.0) * 2.0_f64.powi(-48);
            assert!(value <= at(activation(name), further).0, "{name} falls from {z:e} to {further:e}");
            let neighbour = at(activation(name), z.next_up()).0;
            assert!(value - neighbour <= 2.0 * ulp(value), "{name} falls by more than two of its last digits at {z:e}");
        }
    }
}

#[test]
fn a_lane_does_not_depend_on_the_other() {
    let mut rng = RandomState::new(3);
    for activation in &ACTIVATIONS {
        for _ in 0..2_000 {
            let [a, b] = [rng.randn() * 300.0, rng.randn() * 3.0];
            let (mut value, mut slope) = ([f64x2::from([a, b])], [f64x2::ZERO]);
            activation.apply(&mut value, &mut slope);
            let (value, slope) = (value[0].to_array(), slope[0].to_array());
            for (z, k) in [(a, 0), (b, 1)] {
                let expected = at(activation, z);
                assert_eq!((value[k].to_bits(), slope[k].to_bits()), (expected.0.to_bits(), expected.1.to_bits()));
            }
        }
    }
}

#[test]
fn limits_are_exact_and_nan_stays() {
    for (name, low, high) in
        [("tanh", -1.0, 1.0), ("sigmoid", 0.0, 1.0), ("elu", -1.0, f64::INFINITY), ("gelu", 0.0, f64::INFINITY)]
    {
        for z in [1e3, 1e300, f64::INFINITY] {
            assert_eq!(at(activation(name), -z).0, low, "{name} at {:e}", -z);
            assert_eq!(at(activation(name), z).0, if high == 1.0 { 1.0 } else { z }, "{name} at {z:e}");
        }
    }
    for activation in &ACTIVATIONS {
        assert!(at(activation, f64::NAN).0.is_nan(), "{activation:?}");
    }
}
