package dev.creance.events.format;

import java.math.BigDecimal;

/** Floating-point numbers as JSON text. */
final class Reals {
  /** Exponents between which numbers are written without one. */
  private static final int LEAST_EXPONENT = -4;

  private static final int GREATEST_EXPONENT = 15;

  private Reals() {}

  /** {@code 0.025}, {@code 5.0}, {@code 1e-05}; {@code null} for what JSON has no number for. */
  static String text(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return "null";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(number))).stripTrailingZeros();
    String digits = decimal.unscaledValue().toString();
    int point = digits.length() - decimal.scale();
    String sign = number < 0 ? "-" : "";
    if (point > GREATEST_EXPONENT || point <= LEAST_EXPONENT) {
      return sign + scientific(digits, point - 1);
    }
    if (point <= 0) {
      return sign + "0." + "0".repeat(-point) + digits;
    }
    return point >= digits.length()
        ? sign + digits + "0".repeat(point - digits.length()) + ".0"
        : sign + digits.substring(0, point) + "." + digits.substring(point);
  }

  private static String scientific(String digits, int exponent) {
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    int size = Math.abs(exponent);
    return mantissa + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
  }
}
