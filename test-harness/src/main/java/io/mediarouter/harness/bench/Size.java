package io.mediarouter.harness.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The reader and writer of sizes such as {@code 64k}: bytes, in powers of 1024. */
final class Size implements ITypeConverter<Integer> {
  private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,6})([kM]?)");
  private static final int KIBI = 1024;
  private static final int MOST = 1 << 28;

  @Override
  public Integer convert(String written) {
    Matcher parts = WRITTEN.matcher(written);
    long bytes = parts.matches() ? Long.parseLong(parts.group(1)) * unit(parts.group(2)) : 0;
    if (bytes < 1 || bytes > MOST) {
      throw new TypeConversionException(
          "'" + written + "' (expected: a size of 1 to 256M, such as 64k)");
    }
    return (int) bytes;
  }

  private static int unit(String letter) {
    return switch (letter) {
      case "k" -> KIBI;
      case "M" -> KIBI * KIBI;
      default -> 1;
    };
  }

  static String text(int bytes) {
    if (bytes % (KIBI * KIBI) == 0) {
      return bytes / (KIBI * KIBI) + " MiB";
    }
    return bytes % KIBI == 0 ? bytes / KIBI + " KiB" : bytes + " B";
  }
}
