package io.mediarouter.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Switches over enums of ours name each constant, so that the compiler finds them for a new one.
 */
class SwitchesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> MODULES =
      List.of("plugin-api", "shared-state", "vertx-plugin", "test-harness");

  /** As the formatter writes it: the labels are two columns deeper, the end is as deep. */
  private static final Pattern SWITCH =
      Pattern.compile("(?m)^( *)[^\\n]*\\bswitch \\([^\\n]*\\{\\n((?:.*\\n)*?)\\1\\}");

  private static final Pattern LABEL =
      Pattern.compile("(?m)^ *case ([A-Z][A-Z0-9_, \\n]*)[ \\n]*->");
  private static final Pattern DEFAULT = Pattern.compile("(?m)^ *default ->");
  private static final Pattern ENUM = Pattern.compile("\\benum (\\w+)[^{;]*\\{([^;{]*)");
  private static final Pattern CONSTANT = Pattern.compile("(?m)^ *([A-Z][A-Z0-9_]*)\\b(?! *<)");

  @Test
  void noSwitchOverAnEnumOfOurs_hasADefault() throws IOException {
    Map<String, String> sources = sources();
    Set<Set<String>> enums =
        sources.values().stream().flatMap(SwitchesTest::enums).collect(Collectors.toSet());

    assertThat(enums).as("enums that were read").hasSizeGreaterThan(20);
    var hiding = new TreeMap<String, List<String>>();
    sources.forEach((file, source) -> hiding.put(file, hiding(source, enums)));
    hiding.values().removeIf(List::isEmpty);
    assertThat(hiding).as("switches that hide new constants").isEmpty();
  }

  private static List<String> hiding(String source, Set<Set<String>> enums) {
    return SWITCH
        .matcher(source)
        .results()
        .map(found -> found.group(2))
        .filter(body -> DEFAULT.matcher(body).find() && isOver(enums, labels(body)))
        .toList();
  }

  private static boolean isOver(Set<Set<String>> enums, Set<String> labels) {
    return !labels.isEmpty() && enums.stream().anyMatch(each -> each.containsAll(labels));
  }

  private static Set<String> labels(String body) {
    var labels = new HashSet<String>();
    LABEL
        .matcher(body)
        .results()
        .forEach(found -> labels.addAll(List.of(found.group(1).trim().split("[, \\n]+"))));
    return labels;
  }

  private static Stream<Set<String>> enums(String source) {
    String code = source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//.*", "");
    return ENUM.matcher(code).results().map(found -> constants(found.group(2)));
  }

  private static Set<String> constants(String body) {
    return CONSTANT
        .matcher(body.replaceAll("\\([^)]*\\)", "").replace(",", "\n"))
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static Map<String, String> sources() throws IOException {
    var sources = new TreeMap<String, String>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          sources.put(ROOT.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    return sources;
  }
}
