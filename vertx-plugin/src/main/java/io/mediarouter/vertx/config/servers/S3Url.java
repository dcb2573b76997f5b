package io.mediarouter.vertx.config.servers;

import java.net.URI;

/** The form of an S3 store's URL: {@code s3+https://host/bucket/prefix/}. */
public final class S3Url {
  private static final String MARK = "s3+";

  private S3Url() {}

  /** Whether what lies there is an S3 store. */
  public static boolean is(URI url) {
    return url.getScheme().startsWith(MARK);
  }

  /** The URL by which HTTP reaches the same; others as they are. */
  public static URI http(URI url) {
    return is(url) ? URI.create(url.toString().substring(MARK.length())) : url;
  }

  /** The bucket: the first part of the path. */
  static String bucket(URI url) {
    String path = url.getRawPath();
    int end = path.indexOf('/', 1);
    return path.substring(1, end < 0 ? path.length() : end);
  }
}
