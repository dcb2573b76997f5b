package io.mediarouter.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The last line of a build: which tests were left out, and for want of what. It goes by the reports
 * of all modules below a folder.
 */
final class LeftOut {
  private static final Pattern SKIPPED =
      Pattern.compile(
          "<testcase [^>]*\\bclassname=\"([^\"]+)\"[^>]*>\\s*<skipped(?: message=\"([^\"]*)\")?"
              + "(?:[^>]*[^/]><!\\[CDATA\\[[A-Za-z0-9.$]+: ([^\n]*))?");
  private static final int LONGEST_REASON = 120;

  private LeftOut() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println(line(Path.of(arguments[0])));
  }

  static String line(Path folder) throws IOException {
    Map<String, String> reasons = new TreeMap<>();
    for (Path report : reports(folder)) {
      Matcher skipped = SKIPPED.matcher(Files.readString(report));
      while (skipped.find()) {
        reasons.putIfAbsent(
            simpleName(skipped.group(1)),
            reason(skipped.group(2) == null ? skipped.group(3) : skipped.group(2)));
      }
    }
    return reasons.isEmpty()
        ? "left out: nothing"
        : reasons.entrySet().stream()
            .map(each -> each.getKey() + " (" + each.getValue() + ")")
            .collect(Collectors.joining(", ", "left out: ", ""));
  }

  private static List<Path> reports(Path folder) throws IOException {
    List<Path> reports = new ArrayList<>();
    try (Stream<Path> modules = Files.list(folder)) {
      for (Path module : modules.sorted().toList()) {
        reports.addAll(below(module.resolve("target").resolve("surefire-reports")));
        reports.addAll(below(module.resolve("target").resolve("failsafe-reports")));
      }
    }
    return reports;
  }

  private static List<Path> below(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml")).toList();
    }
  }

  private static String simpleName(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static String reason(String message) {
    String plain =
        message == null || message.isBlank()
            ? "no reason given"
            : message.replaceFirst("^Assumption failed: ", "").replace("&quot;", "'");
    return plain.length() <= LONGEST_REASON ? plain : plain.substring(0, LONGEST_REASON) + "...";
  }
}
