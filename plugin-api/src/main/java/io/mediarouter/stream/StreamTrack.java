package io.mediarouter.stream;

import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Fit;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.Treatment;
import io.mediarouter.media.VideoCodec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One track of a stream, a form of its picture or of its sound, and the renditions that its parts
 * are: so all that is done for renditions is done for segments.
 *
 * @param grid the stream's
 * @param rung the picture; null = it is sound
 * @param sound the sound; null = it is a picture
 */
public record StreamTrack(SegmentGrid grid, @Nullable Rung rung, @Nullable Sound sound) {
  /** What stands for the number of the initialization, which is no segment. */
  public static final int INIT = -1;

  private static final long INIT_MILLIS = 1;
  private static final long LEAST_MILLIS = 2;

  public StreamTrack {
    if ((rung == null) == (sound == null)) {
      throw new IllegalArgumentException("track: " + rung + ", " + sound + " (expected: one)");
    }
  }

  /** The track of that name. */
  public static Optional<StreamTrack> of(MediaStream stream, String name) {
    return all(stream).stream().filter(track -> track.name().equals(name)).findFirst();
  }

  /** In addresses, unique in its stream. */
  public String name() {
    return rung != null ? rung.name() : Objects.requireNonNull(sound).name();
  }

  /** All tracks of a stream that are encoded, in the order in which players are told of them. */
  public static List<StreamTrack> all(MediaStream stream) {
    return Stream.concat(
            stream.rungs().stream().map(rung -> new StreamTrack(stream.grid(), rung, null)),
            stream.sounds().stream().map(sound -> new StreamTrack(stream.grid(), null, sound)))
        .toList();
  }

  /** The media playlist of it, HLS. */
  public String playlist(MediaStream stream) {
    return rung != null
        ? HlsPlaylists.of(stream, rung)
        : HlsPlaylists.of(stream, Objects.requireNonNull(sound));
  }

  /** A segment, or the {@link #INIT initialization}; the number is in the grid. */
  public Rendition part(int number) {
    return number == INIT ? piece(0, INIT_MILLIS) : piece(grid.startMillis(number), millis(number));
  }

  private long millis(int number) {
    return Math.max(LEAST_MILLIS, Math.round(grid.durationSeconds(number) * 1000));
  }

  /** So many segments as one piece of the source. */
  public Rendition span(int first, int segments) {
    long start = grid.startMillis(first);
    return piece(start, Math.max(LEAST_MILLIS, grid.startMillis(first + segments) - start));
  }

  private Rendition piece(long startMillis, long durationMillis) {
    Rung picture = rung;
    Sound heard = sound;
    VideoCodec video = picture == null ? null : picture.codec();
    AudioCodec audio = heard == null ? null : heard.codec();
    return new Rendition(
        Format.M4S,
        video,
        audio,
        picture == null ? 0 : picture.width(),
        picture == null ? 0 : picture.height(),
        Fit.INSIDE,
        picture == null ? 0 : picture.rate().milliFps(),
        picture == null ? 0 : picture.bitRate(),
        heard == null ? 0 : heard.bitRate(),
        0,
        startMillis,
        durationMillis,
        heard == null ? Treatment.NONE : Treatment.ofTrack(heard.track() + 1, heard.channels()));
  }

  /** The number of a part of this track. */
  public int numberOf(Rendition part) {
    return part.durationMillis() == INIT_MILLIS
        ? INIT
        : (int) (part.startMillis() / grid.segmentMillis());
  }

  /** Whether a part of any track is the segment that it begins with. */
  public static boolean isFirst(Rendition part) {
    return part.format() == Format.M4S
        && part.startMillis() == 0
        && part.durationMillis() != INIT_MILLIS;
  }

  /**
   * Whether a segment is where the grid has it.
   *
   * @param start when its first sample is decoded, ticks of the track
   * @param samples number of its frames
   */
  public boolean isOnGrid(int number, long start, int samples) {
    if (!grid.has(number)) {
      return false;
    }
    if (rung != null) {
      SegmentGrid own = grid.at(rung.rate());
      return start == own.startTicks(number) && samples == own.frames(number, 1);
    }
    SoundGrid own = SoundGrid.of(grid, Objects.requireNonNull(sound).codec());
    return start == own.startSamples(number) && samples == own.frames(number, 1);
  }

  /** What the parts of a track have in common. */
  static Rendition trackOf(Rendition part) {
    return new Rendition(
        part.format(),
        part.videoCodec(),
        part.audioCodec(),
        part.width(),
        part.height(),
        part.fit(),
        part.milliFps(),
        part.videoBitRate(),
        part.audioBitRate(),
        0,
        0,
        0,
        part.treatment());
  }
}
