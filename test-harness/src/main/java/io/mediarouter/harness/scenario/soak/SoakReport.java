package io.mediarouter.harness.scenario.soak;

import static java.util.Objects.requireNonNull;

import io.mediarouter.harness.scenario.load.Report;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The report of what a soak has shown.
 *
 * @param load what became of the requests
 * @param mishaps how often each thing happened, by its name
 * @param before of each proxy, by its name, once it was warm
 * @param after of the same, when all was calm again
 * @param left what is left that should not be
 * @param stores what lies on the distribution servers at the end, in words
 * @param complaints about the soak itself
 */
public record SoakReport(
    Report load,
    Map<String, Integer> mishaps,
    Map<String, Vitals> before,
    Map<String, Vitals> after,
    List<String> left,
    List<String> stores,
    List<String> complaints) {

  public SoakReport {
    mishaps = new TreeMap<>(mishaps);
    before = new TreeMap<>(before);
    after = new TreeMap<>(after);
    left = List.copyOf(left);
    stores = List.copyOf(stores);
    complaints = List.copyOf(complaints);
  }

  /** Whether no request failed, no proxy has grown, and nothing is left. */
  public boolean isGood() {
    return load.failed() == 0 && isFlat() && left.isEmpty() && complaints.isEmpty();
  }

  private boolean isFlat() {
    return before.entrySet().stream()
        .allMatch(each -> each.getValue().isFlat(after(each.getKey())));
  }

  private Vitals after(String proxy) {
    return requireNonNull(after.get(proxy), proxy);
  }

  /** All of it, in some lines. */
  public String text() {
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    lines.add(load.text());
    lines.add("what happened: " + mishaps);
    before.forEach((name, vitals) -> lines.add(name + "  " + vitals.comparedWith(after(name))));
    stores.forEach(lines::add);
    lines.add("left: " + (left.isEmpty() ? "nothing" : left));
    complaints.forEach(each -> lines.add("could not: " + each));
    return lines.toString();
  }
}
