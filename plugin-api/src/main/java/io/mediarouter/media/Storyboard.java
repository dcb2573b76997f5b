package io.mediarouter.media;

import java.util.Locale;

/**
 * The rule for storyboards: pictures from all of a source in regular distances on one sheet, row by
 * row, for players to show beside the seek bar.
 */
public final class Storyboard {
  private static final int LARGEST_TILE = 640;

  private Storyboard() {}

  /** The sheet; its distances grow until it has no more than the most pictures. */
  static Rendition of(
      Format format, RenditionRequest request, SourceProperties source, int width, int height) {
    long length = source.duration().toMillis();
    long asked = request.treatment().everyMillis();
    if (source.video() == null || length == 0) {
      throw new InvalidParameterException(
          "every",
          Tokens.seconds(asked),
          "absent: the source has no moving picture of known length");
    }
    if (Math.max(width, height) > LARGEST_TILE) {
      throw new InvalidParameterException(
          "width", width + "x" + height, "up to " + LARGEST_TILE + " pixels in a storyboard");
    }
    long every = every(asked, length);
    return new Rendition(
        format,
        null,
        null,
        width,
        height,
        request.fit(),
        0,
        0,
        0,
        0,
        0,
        0,
        new Treatment(0, every, (int) ceil(length, every)));
  }

  /** Longer than asked for in whole seconds where there would be too many pictures. */
  private static long every(long asked, long length) {
    return ceil(length, asked) <= Treatment.MOST_TILES
        ? asked
        : 1000 * ceil(ceil(length, Treatment.MOST_TILES), 1000);
  }

  private static long ceil(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /** Whether it is not the sheet that is asked for, but where and when its pictures are. */
  public static boolean isTimes(RenditionRequest request) {
    return request.format() == Format.VTT && request.treatment().track() == 0;
  }

  /**
   * The sheet to whose times a request is.
   *
   * @throws InvalidParameterException if the request says nothing of a storyboard, or the source
   *     has none
   */
  public static Rendition sheet(RenditionRequest times, SourceProperties source) {
    if (!times.treatment().isStoryboard()) {
      throw new InvalidParameterException(
          "format", "vtt", "with every, the seconds from picture to picture");
    }
    return RenditionResolver.resolve(times.in(Format.JPEG), source);
  }

  /**
   * The times and places of a sheet's pictures as WebVTT, one cue for each: its payload is the
   * address of the sheet with a media fragment (W3C Media Fragments, {@code xywh}).
   *
   * @param sheet what {@link RenditionResolver} makes of a request for a storyboard
   * @param address where the sheet is
   */
  public static String times(Rendition sheet, SourceProperties source, String address) {
    Treatment board = sheet.treatment();
    var text = new StringBuilder("WEBVTT\n");
    for (int i = 0; i < board.tiles(); i++) {
      long end = Math.min((i + 1) * board.everyMillis(), source.duration().toMillis());
      text.append('\n')
          .append(time(i * board.everyMillis()))
          .append(" --> ")
          .append(time(end))
          .append('\n')
          .append(address)
          .append("#xywh=")
          .append(i % board.columns() * sheet.width())
          .append(',')
          .append(i / board.columns() * sheet.height())
          .append(',')
          .append(sheet.width())
          .append(',')
          .append(sheet.height())
          .append('\n');
    }
    return text.toString();
  }

  private static String time(long millis) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        millis % 1000);
  }
}
