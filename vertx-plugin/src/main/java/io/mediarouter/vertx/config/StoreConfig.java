package io.mediarouter.vertx.config;

import io.mediarouter.store.Tagging;
import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The settings of how finished renditions are stored. */
public record StoreConfig(
    @Key(
            value =
                "On how many distribution servers each rendition is put; fewer if the farm has"
                    + " fewer.",
            absent = "1",
            range = "1..16")
        int copies,
    @Key(
            value =
                "How long a file stays that a better one has replaced, for those who are in the"
                    + " middle of it.",
            absent = "10m")
        Duration keepReplaced,
    @Key(
            value =
                "How long a rendition of an earlier version of its source is delivered while the"
                    + " new one is made. 0s: never.",
            absent = "0s",
            zero = true)
        Duration staleWhileRevalidate,
    @Key(
            value =
                "How long what is stored of a source is delivered, beyond sourceCheck, while its"
                    + " origin does not answer.",
            absent = "168h",
            zero = true)
        Duration staleIfError,
    @Key(
            value =
                "How long it is remembered that there is no such source (404), or that it is no"
                    + " media (422). 0s: not at all.",
            absent = "2s",
            zero = true)
        Duration negativeAnswers,
    @Key(
            value =
                "How often what the servers hold is compared with what is known of it, both ways."
                    + " 0s: never.",
            absent = "24h",
            zero = true)
        Duration scan,
    @Key(
            value =
                "How old a file is at least that such a comparison removes, since nobody is sent to"
                    + " it.",
            absent = "1h",
            zero = true)
        Duration orphanAge,
    @Key(
            value =
                "How much each distribution server holds at most, such as 500G; what is least worth"
                    + " keeping goes. 0: until it refuses files.",
            absent = "0")
        long budget,
    @Key(
            value = "The same for single servers, such as {d1: 2T}.",
            is = "a map of server ids to sizes",
            each = "Of that server.",
            absent = "{}")
        Map<String, Long> budgets,
    @Key(
            value =
                "On how many distribution servers popular renditions are put, where there is room;"
                    + " not fewer than copies.",
            absent = "2",
            range = "1..16")
        int popularCopies,
    @Key(
            value =
                "How often budgets and copies are looked at; a server that refuses files is looked"
                    + " at within seconds.",
            absent = "60s")
        Duration check,
    @Key(
            value =
                "Tags that assets have beside those that their origins say (Cache-Tag,"
                    + " Edge-Cache-Tag, Surrogate-Key, xkey), such as [{path: films/2019/, tags:"
                    + " [y2019]}]: what has a tag can be purged by it. All that fit count.",
            absent = "[]")
        List<TagRule> tags) {
  public static final StoreConfig DEFAULT = RecordForm.defaults(StoreConfig.class);

  public StoreConfig {
    Checks.atLeast("store.copies", copies, 1);
    Checks.positive("store.keepReplaced", keepReplaced);
    Checks.atLeast("store.popularCopies", popularCopies, 1);
    Checks.positive("store.check", check);
    budgets = Map.copyOf(budgets);
    tags = List.copyOf(tags);
  }

  /**
   * Tags of all assets of a part of the tree.
   *
   * @param path start of their paths; empty = all
   * @param tags what they have, at least one
   */
  public record TagRule(
      @Key(
              value = "Which assets. Absent: all.",
              is = "the start of assets' paths such as news/",
              absent = "\"\"")
          String path,
      @Key(value = "What they have.", each = "a tag", least = 1) List<String> tags) {
    public TagRule {
      tags = List.copyOf(tags);
    }
  }

  /** Which assets have which tags. */
  public Tagging tagging() {
    return new Tagging(
        tags.stream().map(each -> new Tagging.Rule(each.path(), each.tags())).toList());
  }

  /** How many bytes that server holds at most; 0 = until it refuses files. */
  public long budgetOf(String serverId) {
    return budgets.getOrDefault(serverId, budget);
  }
}
