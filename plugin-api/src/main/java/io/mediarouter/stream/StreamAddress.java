package io.mediarouter.stream;

import io.mediarouter.media.AssetId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of what is asked for below the path of an asset: a playlist, the manifest, or a part
 * of a rung.
 *
 * @param asset whose stream
 * @param kind what of it
 * @param rung name of the rung; empty = all of the stream
 * @param number of the segment, from 0; 0 where it is none
 */
public record StreamAddress(AssetId asset, Kind kind, String rung, int number) {
  /** What can be asked for of a stream. */
  public enum Kind {
    /** The HLS playlist of all rungs. */
    MASTER,
    /** The HLS playlist of one rung. */
    PLAYLIST,
    /** The DASH manifest. */
    MANIFEST,
    /** What a player reads before the first segment of a rung. */
    INIT,
    /** A segment of a rung. */
    SEGMENT,
    /** All text of subtitles. */
    TEXT,
    /** The sheet of pictures for the seek bar. */
    STORYBOARD,
    /** When and where on it each picture is. */
    STORYBOARD_TIMES,
    /** Which of several ways to the stream players are to take. */
    STEERING
  }

  private static final int LONGEST = AssetId.MAX_LENGTH - 128;

  private static final Pattern WHOLE =
      Pattern.compile(
          "(.+)/(hls/master\\.m3u8|dash/manifest\\.mpd|(?:hls|dash)/(?:storyboard\\.(?:jpg|vtt)|steering\\.json))");

  private static final Pattern PART =
      Pattern.compile(
          "(.+)/(?:hls|dash)/([A-Za-z0-9._-]{1,64})/(?:(index\\.m3u8)|(init\\.mp4)|(text\\.vtt)|(0|[1-9][0-9]{0,6})\\.m4s)");

  /** What a path asks for; empty where it is not one of a stream. */
  public static Optional<StreamAddress> of(AssetId path) {
    if (!mayBe(path.path())) {
      return Optional.empty();
    }
    Matcher whole = WHOLE.matcher(path.path());
    if (whole.matches()) {
      var asset = new AssetId(whole.group(1));
      return Optional.of(new StreamAddress(asset, whole(whole.group(2)), "", 0));
    }
    Matcher part = PART.matcher(path.path());
    return part.matches() ? Optional.of(part(part)) : Optional.empty();
  }

  private static Kind whole(String name) {
    if (name.endsWith("jpg")) {
      return Kind.STORYBOARD;
    }
    if (name.endsWith("json")) {
      return Kind.STEERING;
    }
    return name.endsWith("vtt")
        ? Kind.STORYBOARD_TIMES
        : name.endsWith("m3u8") ? Kind.MASTER : Kind.MANIFEST;
  }

  /** Nearly all paths are none; where one is too long, its segments could have no names. */
  private static boolean mayBe(String path) {
    return path.length() <= LONGEST && hasEnding(path);
  }

  private static boolean hasEnding(String path) {
    return path.endsWith(".m4s")
        || path.endsWith(".m3u8")
        || path.endsWith("/init.mp4")
        || path.endsWith("/text.vtt")
        || path.endsWith("/storyboard.vtt")
        || path.endsWith("/storyboard.jpg")
        || path.endsWith("/" + HlsPlaylists.STEERING)
        || path.endsWith(".mpd");
  }

  private static StreamAddress part(Matcher part) {
    var asset = new AssetId(part.group(1));
    String rung = part.group(2);
    if (part.group(3) != null) {
      return new StreamAddress(asset, Kind.PLAYLIST, rung, 0);
    }
    if (part.group(5) != null) {
      return new StreamAddress(asset, Kind.TEXT, rung, 0);
    }
    return part.group(4) != null
        ? new StreamAddress(asset, Kind.INIT, rung, 0)
        : new StreamAddress(asset, Kind.SEGMENT, rung, Integer.parseInt(part.group(6)));
  }

  /** Whether this is media, and no list of it. */
  public boolean isMedia() {
    return kind == Kind.INIT || kind == Kind.SEGMENT;
  }
}
