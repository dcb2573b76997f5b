package io.mediarouter.media;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an asset's source media.
 *
 * @param version validator of these bytes (the origin's {@code ETag}, else one built from its date
 *     and size); renditions made from another version do not count
 * @param container name of the container as probed, such as {@code mp4}
 * @param contentType media type the origin serves it with
 * @param bytes length of the source file
 * @param duration play time; zero for a still, and where nobody knows
 * @param video its picture, the one shown by default; null where it has none
 * @param audio its sound, the one heard by default; null where it has none
 * @param cover the picture attached to it, such as the cover of an album; null where it has none
 * @param extent how sure its duration is, and how far each track goes
 * @param tracks all of its tracks of sound and subtitles
 * @param tags by which its origin has caches purge what belongs together ({@code Cache-Tag})
 * @param unwieldy whether plain players do not play its file as it lies there, though they may what
 *     is in it: its index is missing, or at the end where its origin gives no parts, or it names
 *     its codec as few know it
 */
public record SourceProperties(
    String version,
    String container,
    String contentType,
    long bytes,
    Duration duration,
    @Nullable VideoStream video,
    @Nullable AudioStream audio,
    @Nullable VideoStream cover,
    Extent extent,
    SourceTracks tracks,
    List<String> tags,
    boolean unwieldy) {
  /** The containers that hold one picture, by their names in a probe. */
  private static final Set<String> STILLS =
      Set.of("avif", "bmp", "heic", "jpeg", "png", "tiff", "webp");

  public SourceProperties {
    if (bytes < 0 || duration.isNegative()) {
      throw new IllegalArgumentException(
          "source: " + bytes + " bytes, " + duration + " (expected: neither negative)");
    }
    // Decisions that were logged when nobody told estimates apart have none.
    extent = Objects.requireNonNullElse(extent, Extent.PLAIN);
    tracks = Objects.requireNonNullElse(tracks, SourceTracks.NONE);
    tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
  }

  /** A source without an attached picture, tracks that are told, and tags. */
  public static SourceProperties of(
      String version,
      String container,
      String contentType,
      long bytes,
      Duration duration,
      @Nullable VideoStream video,
      @Nullable AudioStream audio) {
    return new SourceProperties(
        version,
        container,
        contentType,
        bytes,
        duration,
        video,
        audio,
        null,
        Extent.PLAIN,
        SourceTracks.NONE,
        List.of(),
        false);
  }

  /** The same with that picture attached; null = none. */
  public SourceProperties withCover(@Nullable VideoStream attached) {
    return with(attached, extent, tracks, tags, unwieldy);
  }

  /** The same of that extent. */
  public SourceProperties withExtent(Extent other) {
    return with(cover, other, tracks, tags, unwieldy);
  }

  /** The same with these tracks. */
  public SourceProperties withTracks(SourceTracks others) {
    return with(cover, extent, others, tags, unwieldy);
  }

  /** The same with these tags. */
  public SourceProperties withTags(List<String> others) {
    return tags.equals(others) ? this : with(cover, extent, tracks, others, unwieldy);
  }

  /** The same in a file that plain players do not play. */
  public SourceProperties asUnwieldy() {
    return with(cover, extent, tracks, tags, true);
  }

  private SourceProperties with(
      @Nullable VideoStream attached,
      Extent reach,
      SourceTracks others,
      List<String> marks,
      boolean awkward) {
    return new SourceProperties(
        version,
        container,
        contentType,
        bytes,
        duration,
        video,
        audio,
        attached,
        reach,
        others,
        marks,
        awkward);
  }

  /** Whether its duration is known for sure; else nothing is refused because of it. */
  public boolean isDurationKnown() {
    return isStill() || (!extent.estimated() && duration.toMillis() > 0);
  }

  /**
   * Whether nobody has looked into it: no more is known than its origin tells. Then it has neither
   * picture nor sound here, and may have both.
   */
  public boolean isUnprobed() {
    return container.isEmpty() && video == null && audio == null && cover == null;
  }

  /**
   * What a still is taken from: the picture, else what is attached; null where there is neither.
   */
  public @Nullable VideoStream stillPicture() {
    return video != null ? video : cover;
  }

  /** Whether this is one picture, of which only pictures are made. */
  public boolean isStill() {
    return audio == null && duration.isZero() && STILLS.contains(container);
  }
}
