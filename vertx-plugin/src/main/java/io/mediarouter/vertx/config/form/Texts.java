package io.mediarouter.vertx.config.form;

import java.util.regex.Pattern;

/** What several keys may be that are texts: in words, and as a regular expression. */
public final class Texts {
  public static final String FILE = "a file";
  public static final String NAME = "a name";
  public static final String HOST = "a host name or address";

  /** Anything but white space alone. */
  public static final String SOME = "\\S";

  public static final String HOST_PATTERN = "^[A-Za-z0-9.:_-]+$";

  /** The start of the paths of assets. */
  public static final String ASSET_PATH = "the start of asset paths, without a slash before it";

  /** What a server is asked for when it is checked. */
  public static final String CHECK_PATH = "a path relative to the server's url, or off";

  /** It goes into the first line of a request. */
  public static final String CHECK_PATH_PATTERN = "^[!-~]*$";

  public static final String PATH_PREFIX = "empty, or /name without a slash at its end";
  public static final String PATH_PREFIX_PATTERN = "^(/[A-Za-z0-9._~-]+)*$";

  private static final Pattern PREFIX = Pattern.compile(PATH_PREFIX_PATTERN);

  private Texts() {}

  public static boolean isPathPrefix(String path) {
    return PREFIX.matcher(path).matches();
  }
}
