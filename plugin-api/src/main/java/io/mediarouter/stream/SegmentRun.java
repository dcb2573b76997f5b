package io.mediarouter.stream;

import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Fit;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Segments of a form that are made in one go, each handed over when it is whole.
 *
 * @param grid the stream's
 * @param form what they are segments of
 * @param first the first one
 * @param count how many, at least 1, all in the grid
 */
public record SegmentRun(SegmentGrid grid, StreamForm form, int first, int count) {
  public SegmentRun {
    if (count < 1 || !grid.has(first) || !grid.has(first + count - 1)) {
      throw new IllegalArgumentException(
          "run: " + count + " from " + first + " (expected: in 0.." + (grid.count() - 1) + ")");
    }
  }

  /** What makes one segment of a form. */
  public static SegmentRun of(SegmentGrid grid, StreamForm form, int segment) {
    return new SegmentRun(grid, form, segment, 1);
  }

  /**
   * The values of the variables of a transcoding server's resource {@code segments}, but for {@code
   * source} and {@code task}.
   */
  public Map<String, String> parameters(EncodingSpeed speed) {
    Map<String, String> values = new LinkedHashMap<>();
    SegmentGrid laid = grid;
    if (form instanceof Rung rung) {
      laid = grid.at(rung.rate());
      picture(values, rung);
    } else if (form instanceof Sound sound) {
      sound(values, sound);
    }
    values.put("rate", laid.rate().toString());
    values.put("frames", Integer.toString(laid.framesPerSegment()));
    values.put("total", Long.toString(laid.totalFrames()));
    values.put("first", Integer.toString(first));
    values.put("count", Integer.toString(count));
    values.put("speed", speed.token());
    return values;
  }

  private static void picture(Map<String, String> values, Rung rung) {
    values.put("vcodec", rung.codec().token());
    values.put("width", Integer.toString(rung.width()));
    values.put("height", Integer.toString(rung.height()));
    values.put("vb", Integer.toString(rung.bitRate()));
    if (rung.level() > 0) {
      values.put("level", Integer.toString(rung.level()));
    }
  }

  private static void sound(Map<String, String> values, Sound sound) {
    values.put("acodec", sound.codec().token());
    values.put("ab", Integer.toString(sound.bitRate()));
    if (sound.track() >= 0) {
      values.put("track", Integer.toString(sound.track()));
    }
  }

  /**
   * The rendition that costs what this run does: a piece of the source in the same codec and size.
   */
  public Rendition rendition() {
    long start = grid.startMillis(first);
    long length = grid.startMillis(first + count) - start;
    if (form instanceof Rung rung) {
      return new Rendition(
          Format.MP4,
          rung.codec(),
          null,
          rung.width(),
          rung.height(),
          Fit.INSIDE,
          rung.rate().milliFps(),
          rung.bitRate(),
          0,
          0,
          start,
          length);
    }
    Sound sound = (Sound) form;
    Format format = sound.codec() == AudioCodec.AAC ? Format.M4A : Format.MP4;
    return new Rendition(
        format, null, sound.codec(), 0, 0, Fit.INSIDE, 0, 0, sound.bitRate(), 0, start, length);
  }

  /** How many samples a segment of it has: frames of the picture, or of the sound's encoder. */
  public long samples(int segment) {
    return form instanceof Sound sound
        ? SoundGrid.of(grid, sound.codec()).frames(segment, 1)
        : grid.at(((Rung) form).rate()).frames(segment, 1);
  }

  /** When a segment's first sample is decoded, ticks of its track. */
  public long startTicks(int segment) {
    return form instanceof Sound sound
        ? SoundGrid.of(grid, sound.codec()).startSamples(segment)
        : grid.at(((Rung) form).rate()).startTicks(segment);
  }
}
