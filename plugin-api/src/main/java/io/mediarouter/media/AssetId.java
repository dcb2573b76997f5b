package io.mediarouter.media;

/**
 * The canonical path of a source asset: segments joined by {@code /}, without a leading slash,
 * percent-decoded, such as {@code films/clip.mp4}.
 *
 * @param path at most {@value #MAX_LENGTH} characters; no empty, {@code .} or {@code ..} segment,
 *     also for who takes a backslash for a slash; no control character but the tab
 */
public record AssetId(String path) {
  /** Longest accepted path, in characters. */
  public static final int MAX_LENGTH = 1024;

  public AssetId {
    if (path.isEmpty() || path.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "asset: " + path.length() + " characters (expected: 1.." + MAX_LENGTH + ")");
    }
    requireSegments(path);
  }

  private static void requireSegments(String path) {
    int start = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/' || path.charAt(i) == '\\') {
        requireSegment(path, start, i);
        start = i + 1;
      } else if (isForbidden(path.charAt(i))) {
        throw new IllegalArgumentException("asset: forbidden character at " + i);
      }
    }
  }

  private static boolean isForbidden(char c) {
    return (c < ' ' && c != '\t') || c == 0x7f;
  }

  private static void requireSegment(String path, int start, int end) {
    int length = end - start;
    boolean dots =
        (length == 1 && path.charAt(start) == '.')
            || (length == 2 && path.charAt(start) == '.' && path.charAt(start + 1) == '.');
    if (length == 0 || dots) {
      throw new IllegalArgumentException("asset: empty, '.' or '..' segment at " + start);
    }
  }

  @Override
  public String toString() {
    return path;
  }
}
