//! The standard normal distribution: from standard deviations to a share of children and back.

/// The share (0 to 1) of a standard normal population below `z`.
pub(super) fn share_below(z: f64) -> f64 {
    if z.is_nan() {
        return f64::NAN;
    }
    if z > 0.0 {
        return 1.0 - share_below(-z);
    }
    let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
    if z > -6.0 {
        // The power series of the integral from 0: z + z^3/3 + z^5/(3*5) + ...
        let (mut term, mut sum, mut odd) = (z, z, 1.0);
        while term.abs() > 1e-18 && odd < 400.0 {
            odd += 2.0;
            term *= z * z / odd;
            sum += term;
        }
        (0.5 + density * sum).max(0.0)
    } else {
        // Far out the sum would lose its digits; the tail's continued fraction does not.
        let fraction = (1..=60).rev().fold(-z, |below, step| -z + f64::from(step) / below);
        density / fraction
    }
}

/// The `z` below which the given share (0 to 1, both excluded) of a standard normal population lies.
pub(super) fn z_at_share(share: f64) -> f64 {
    if !(share > 0.0 && share < 1.0) {
        return f64::NAN;
    }
    // Halving is slow and sure: 60 halvings of 80 reach the last digit.
    let (mut low, mut high) = (-40.0, 40.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if share_below(middle) < share { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_values_are_met() {
        for (z, share) in [
            (0.0, 0.5),
            (1.0, 0.841_344_746_068_542_9),
            (-1.959_963_984_540_054, 0.025),
            (-2.326_347_874_040_841, 0.01),
            (3.0, 0.998_650_101_968_369_9),
            (-5.0, 2.866_515_718_791_939e-7),
            (-6.5, 4.016_000_583_859_118e-11),
            (-8.0, 6.220_960_574_271_785e-16),
        ] {
            let found = share_below(z);
            assert!((found - share).abs() < 1e-12 && (found / share - 1.0).abs() < 1e-8, "{z}: {found}");
        }
        assert!(share_below(f64::NAN).is_nan() && z_at_share(0.0).is_nan() && z_at_share(1.0).is_nan());
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same(z in -5.0_f64..5.0) {
            prop_assert!((z_at_share(share_below(z)) - z).abs() < 1e-7);
        }

        #[test]
        fn more_lie_below_a_greater_z(z in -9.0_f64..7.0, step in 0.001_f64..2.0) {
            prop_assert!(share_below(z + step) > share_below(z));
        }
    }
}
