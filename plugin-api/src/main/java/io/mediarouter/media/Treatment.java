package io.mediarouter.media;

/**
 * What is done to a source beside bringing it into a form.
 *
 * @param loudness what the sound is levelled to, LUFS (EBU R 128), see {@link
 *     NumberLimit#LOUDNESS}; 0 = as it is
 * @param everyMillis the time between the pictures of a storyboard, milliseconds; 0 = none is made
 * @param tiles number of pictures of a storyboard; 0 = none is made, or it follows from the source
 */
public record Treatment(int loudness, long everyMillis, int tiles) {
  /** Nothing. */
  public static final Treatment NONE = new Treatment(0, 0, 0);

  /** Most pictures in a storyboard. */
  public static final int MOST_TILES = 100;

  /** Most pictures of a storyboard beside each other. */
  public static final int MOST_COLUMNS = 10;

  public Treatment {
    if (loudness > 0 || everyMillis < 0 || tiles < 0 || tiles > MOST_TILES) {
      throw new IllegalArgumentException(
          "treatment: " + loudness + " LUFS, " + everyMillis + " ms, " + tiles + " tiles");
    }
  }

  /** Levelling alone. */
  static Treatment levelled(int loudness) {
    return loudness == 0 ? NONE : new Treatment(loudness, 0, 0);
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
