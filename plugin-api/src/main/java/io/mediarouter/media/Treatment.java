package io.mediarouter.media;

import java.util.Objects;

/**
 * What is done to a source beside bringing it into a form.
 *
 * @param loudness what the sound is levelled to, LUFS (EBU R 128), see {@link
 *     NumberLimit#LOUDNESS}; 0 = as it is
 * @param everyMillis the time between the pictures of a storyboard, milliseconds; 0 = none is made
 * @param tiles number of pictures of a storyboard; 0 = none is made, or it follows from the source
 * @param track which of the source's tracks of sound or subtitles is taken, from 1; 0 = the default
 *     one
 * @param cut where a piece may begin and end
 * @param channels how many the sound has, more than two; 0 = it is in stereo
 */
public record Treatment(
    int loudness, long everyMillis, int tiles, int track, Cut cut, int channels) {
  /** Nothing. */
  public static final Treatment NONE = new Treatment(0, 0, 0, 0);

  /** Most pictures in a storyboard. */
  public static final int MOST_TILES = 100;

  /** Most pictures of a storyboard beside each other. */
  public static final int MOST_COLUMNS = 10;

  private static final int STEREO = 2;
  private static final int MOST_CHANNELS = 8;

  public Treatment {
    // Those of earlier builds have none.
    cut = Objects.requireNonNullElse(cut, Cut.EXACT);
    if (loudness > 0 || everyMillis < 0 || tiles < 0 || tiles > MOST_TILES || track < 0) {
      throw new IllegalArgumentException(
          "treatment: " + loudness + " LUFS, " + everyMillis + " ms, " + tiles + " tiles");
    }
    if (channels != 0 && (channels <= STEREO || channels > MOST_CHANNELS)) {
      throw new IllegalArgumentException(
          "channels: " + channels + " (expected: 0, or 3 to " + MOST_CHANNELS + ")");
    }
  }

  /** One whose sound is in stereo. */
  public Treatment(int loudness, long everyMillis, int tiles, int track, Cut cut) {
    this(loudness, everyMillis, tiles, track, cut, 0);
  }

  /** One of all of a source, or of just the piece that was asked for. */
  public Treatment(int loudness, long everyMillis, int tiles, int track) {
    this(loudness, everyMillis, tiles, track, Cut.EXACT);
  }

  /** One that takes the default tracks. */
  public Treatment(int loudness, long everyMillis, int tiles) {
    this(loudness, everyMillis, tiles, 0);
  }

  /** Taking a track alone. */
  public static Treatment ofTrack(int track) {
    return track == 0 ? NONE : new Treatment(0, 0, 0, track);
  }

  /** Taking a track alone, with so many channels. */
  public static Treatment ofTrack(int track, int channels) {
    return channels <= STEREO ? ofTrack(track) : new Treatment(0, 0, 0, track, Cut.EXACT, channels);
  }

  /** Whether more than two channels of the sound are kept. */
  public boolean isSurround() {
    return channels > 0;
  }

  /** Levelling alone. */
  static Treatment levelled(int loudness) {
    return loudness == 0 ? NONE : new Treatment(loudness, 0, 0);
  }

  /** The same with other borders of a piece. */
  Treatment cut(Cut other) {
    return cut == other
        ? this
        : new Treatment(loudness, everyMillis, tiles, track, other, channels);
  }

  /** Whether a storyboard is made: pictures from all of the source on one sheet. */
  public boolean isStoryboard() {
    return everyMillis > 0;
  }

  /** Number of pictures of a storyboard beside each other. */
  public int columns() {
    return Math.min(tiles, MOST_COLUMNS);
  }
}
