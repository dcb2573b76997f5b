package io.mediarouter.popularity;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What requests are counted by.
 *
 * @param kind what the count says
 * @param asset which asset was asked for
 * @param rendition the form that was asked for; null for {@link Kind#ASSET} and {@link Kind#STREAM}
 */
public record PopularityKey(Kind kind, AssetId asset, @Nullable Rendition rendition) {

  /** What a count says. */
  public enum Kind {
    /** How often an asset was asked for, in any form. */
    ASSET('a'),
    /** How often a rendition was asked for, whatever was delivered. */
    RENDITION('r'),
    /** How often a near match was handed out instead of a rendition that was asked for. */
    NEAR_MATCH('n'),
    /** How often a player was told what an asset's stream consists of, which begins it. */
    STREAM('s');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    private boolean isOfAssets() {
      return this == ASSET || this == STREAM;
    }
  }

  public PopularityKey {
    if (kind.isOfAssets() != (rendition == null)) {
      throw new IllegalArgumentException(
          "rendition: " + rendition + " (expected: one, except for the kinds ASSET and STREAM)");
    }
  }

  /** Counts requests for {@code asset}. */
  public static PopularityKey asset(AssetId asset) {
    return new PopularityKey(Kind.ASSET, asset, null);
  }

  /** Counts beginnings of the stream of {@code asset}. */
  public static PopularityKey stream(AssetId asset) {
    return new PopularityKey(Kind.STREAM, asset, null);
  }

  /** Counts requests for {@code asked}. */
  public static PopularityKey rendition(AssetId asset, Rendition asked) {
    return new PopularityKey(Kind.RENDITION, asset, asked);
  }

  /** Counts near matches that were handed out instead of {@code asked}. */
  public static PopularityKey nearMatch(AssetId asset, Rendition asked) {
    return new PopularityKey(Kind.NEAR_MATCH, asset, asked);
  }

  /** The key of the row in the shared table, such as {@code r/films/clip.mp4/h264-640x360.mp4}. */
  public String text() {
    String start = kind.letter + "/" + asset.path();
    return rendition == null ? start : start + "/" + rendition.key();
  }

  /** The key whose text is {@code text}; empty if there is none, as of a later version's row. */
  public static Optional<PopularityKey> read(String text) {
    if (text.length() < 3 || text.charAt(1) != '/') {
      return Optional.empty();
    }
    try {
      return read(text.charAt(0), text.substring(2));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<PopularityKey> read(char letter, String rest) {
    for (Kind kind : Kind.values()) {
      if (kind.letter == letter) {
        return kind.isOfAssets()
            ? Optional.of(new PopularityKey(kind, new AssetId(rest), null))
            : ofRendition(kind, rest, rest.lastIndexOf('/'));
      }
    }
    return Optional.empty();
  }

  private static Optional<PopularityKey> ofRendition(Kind kind, String rest, int slash) {
    return slash < 0
        ? Optional.empty()
        : RenditionKey.read(rest.substring(slash + 1))
            .map(read -> new PopularityKey(kind, new AssetId(rest.substring(0, slash)), read));
  }
}
