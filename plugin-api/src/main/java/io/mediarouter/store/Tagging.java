package io.mediarouter.store;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules of what belongs together when it is purged: the tags that an origin says of a source,
 * and those that are configured for its path.
 *
 * @param rules all that are configured; each that fits counts
 */
public record Tagging(List<Rule> rules) {
  public Tagging {
    rules = List.copyOf(rules);
  }

  /**
   * Tags of all assets of a part of the tree.
   *
   * @param path start of their paths; empty = all
   * @param tags what they have
   */
  public record Rule(String path, List<String> tags) {
    public Rule {
      tags = List.copyOf(tags);
    }
  }

  /** The tags of an asset, in their order. */
  public Set<String> of(AssetId asset, SourceProperties source) {
    var tags = new TreeSet<>(source.tags());
    rules.stream()
        .filter(rule -> asset.path().startsWith(rule.path()))
        .forEach(rule -> tags.addAll(rule.tags()));
    return tags;
  }
}
