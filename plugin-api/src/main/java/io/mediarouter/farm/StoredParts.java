package io.mediarouter.farm;

import java.util.List;

/**
 * What is stored of a rendition in parts, all of them: it can be put together without a transcoding
 * server.
 *
 * @param count how many there are
 * @param bytes of all of them
 * @param holders the servers that hold the same parts, for all parts that lie on others
 */
public record StoredParts(int count, long bytes, List<List<String>> holders) {
  public StoredParts {
    holders = holders.stream().map(List::copyOf).distinct().toList();
  }

  /** All of these. */
  public static StoredParts of(List<StoredRendition> parts) {
    return new StoredParts(
        parts.size(),
        parts.stream().mapToLong(StoredRendition::bytes).sum(),
        parts.stream().map(StoredRendition::serverIds).distinct().toList());
  }
}
