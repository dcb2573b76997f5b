package io.mediarouter.vertx.config;

/** What several keys may be that are texts: in words, and as a regular expression. */
final class Texts {
  static final String FILE = "a file";
  static final String NAME = "a name";
  static final String HOST = "a host name or address";

  /** Anything but white space alone. */
  static final String SOME = "\\S";

  static final String HOST_PATTERN = "^[A-Za-z0-9.:_-]+$";

  /** The start of the paths of assets. */
  static final String ASSET_PATH = "the start of asset paths, without a slash before it";

  /** What a server is asked for when it is checked. */
  static final String CHECK_PATH = "a path relative to the server's url, or off";

  private Texts() {}
}
