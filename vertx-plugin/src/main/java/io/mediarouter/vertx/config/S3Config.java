package io.mediarouter.vertx.config;

import org.jspecify.annotations.Nullable;

/**
 * How requests to an S3 store are signed and addressed.
 *
 * @param region such as {@code eu-central-1}; part of each signature
 * @param hostStyle whether the bucket is the first part of the host's name; else of the path
 * @param credentials file that they are in; null = they are in the environment
 * @param profile the part of the file that they stand in
 * @param partBytes a larger file goes there in parts of that size, 5 MiB to 5 GiB
 */
public record S3Config(
    String region,
    boolean hostStyle,
    @Nullable String credentials,
    String profile,
    long partBytes) {
  public static final String DEFAULT_REGION = "us-east-1";
  public static final String DEFAULT_PROFILE = "default";
  public static final long DEFAULT_PART_BYTES = 64L << 20;

  private static final long LEAST_PART_BYTES = 5L << 20;
  private static final long MOST_PART_BYTES = 5L << 30;

  /** Where nothing else is said. */
  public static final S3Config DEFAULT =
      new S3Config(DEFAULT_REGION, false, null, DEFAULT_PROFILE, DEFAULT_PART_BYTES);

  public S3Config {
    boolean fine = partBytes >= LEAST_PART_BYTES && partBytes <= MOST_PART_BYTES;
    Checks.require(fine, "partSize", Long.toString(partBytes), "5M..5G");
  }

  /** What a section says. */
  static S3Config read(Section s3) {
    return new S3Config(
        s3.text("region", DEFAULT_REGION),
        s3.text("style", "path").equals("host"),
        s3.optionalText("credentials"),
        s3.text("profile", DEFAULT_PROFILE),
        s3.bytes("partSize", DEFAULT_PART_BYTES));
  }
}
