package io.mediarouter.vertx.config.servers;

import com.fasterxml.jackson.databind.node.TextNode;
import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.Forms;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.form.Texts;
import org.jspecify.annotations.Nullable;

/** The settings of how requests to an S3 store are signed and addressed. */
public record S3Config(
    @Key(
            value = "The region that is signed.",
            is = "a region such as eu-central-1",
            pattern = "^[A-Za-z0-9-]{1,64}$",
            absent = "us-east-1")
        String region,
    @Key(
            value =
                "Where the bucket is named: in the path, or as the first part of the host's name"
                    + " (host).",
            absent = "path",
            name = "style",
            as = S3StyleForm.class)
        boolean hostStyle,
    @Key(
            value =
                "File with aws_access_key_id, aws_secret_access_key and, where there is one,"
                    + " aws_session_token. Absent: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and"
                    + " AWS_SESSION_TOKEN of the environment.",
            is = Texts.FILE,
            pattern = Texts.SOME,
            example = "/etc/media-router/s3")
        @Nullable String credentials,
    @Key(
            value = "The part of the file that they stand in, below [name].",
            is = Texts.NAME,
            pattern = Texts.SOME,
            absent = "default")
        String profile,
    @Key(
            value = "A larger file is stored in parts of that size, 5M to 5G.",
            name = "partSize",
            absent = "64M")
        long partBytes) {
  private static final long LEAST_PART_BYTES = 5L << 20;
  private static final long MOST_PART_BYTES = 5L << 30;

  /** Where nothing else is said. */
  public static final S3Config DEFAULT = RecordForm.defaults(S3Config.class);

  public S3Config {
    boolean fine = partBytes >= LEAST_PART_BYTES && partBytes <= MOST_PART_BYTES;
    Checks.require(fine, "partSize", Long.toString(partBytes), "5M..5G");
  }

  /** The form of where an S3 store's bucket is named. */
  private static final class S3StyleForm extends FormOf<Boolean> {
    private static final String HOST = "host";
    private static final String PATH = "path";

    S3StyleForm() {
      super(
          Forms.of(
              Forms.oneOfTexts("path or host", PATH, HOST),
              at -> at.map().asText().equals(HOST),
              host -> TextNode.valueOf(host ? HOST : PATH)));
    }
  }
}
