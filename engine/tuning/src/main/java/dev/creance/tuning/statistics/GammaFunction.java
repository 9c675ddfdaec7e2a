package dev.creance.tuning.statistics;

/** The regularised incomplete gamma function, by its series and its continued fraction. */
final class GammaFunction {
  private static final double EPSILON = 1e-15;
  private static final int STEPS = 100_000;

  /** Lanczos's coefficients for g = 7. */
  private static final double[] LANCZOS = {
    0.99999999999980993,
    676.5203681218851,
    -1259.1392167224028,
    771.32342877765313,
    -176.61502916214059,
    12.507343278686905,
    -0.13857109526572012,
    9.9843695780195716e-6,
    1.5056327351493116e-7
  };

  private GammaFunction() {}

  /** ln Γ(x) for x ≥ 0.5. */
  static double logGamma(double x) {
    double shifted = x - 1;
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (shifted + i);
    }
    double t = shifted + 7.5;
    return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
  }

  /** Q(a, x): for whole a the probability that a Poisson variable of mean x is less than a. */
  static double upper(double a, double x) {
    if (x <= 0) {
      return 1;
    }
    return x < a + 1 ? 1 - series(a, x) : fraction(a, x);
  }

  private static double series(double a, double x) {
    double term = 1 / a;
    double sum = term;
    for (int n = 1; n < STEPS; n++) {
      term *= x / (a + n);
      sum += term;
      if (term < sum * EPSILON) {
        break;
      }
    }
    return sum * Math.exp(-x + a * Math.log(x) - logGamma(a));
  }

  /** Lentz's method. */
  private static double fraction(double a, double x) {
    double tiny = 1e-300;
    double b = x + 1 - a;
    double c = 1 / tiny;
    double d = 1 / b;
    double h = d;
    for (int n = 1; n < STEPS; n++) {
      double an = -n * (n - a);
      b += 2;
      d = an * d + b;
      d = Math.abs(d) < tiny ? tiny : d;
      c = b + an / c;
      c = Math.abs(c) < tiny ? tiny : c;
      d = 1 / d;
      double factor = d * c;
      h *= factor;
      if (Math.abs(factor - 1) < EPSILON) {
        break;
      }
    }
    return h * Math.exp(-x + a * Math.log(x) - logGamma(a));
  }
}
