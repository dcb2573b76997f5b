package io.mediarouter.vertx.entry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reader of what an S3 store says went wrong. */
public final class S3Error {
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]{1,64})</Code>");
  private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]{1,1024})</Message>");

  private S3Error() {}

  /**
   * Its code, and what that means, such as {@code "RequestTimeTooSkewed: The difference between the
   * request time and the current time is too large."}.
   */
  public static Optional<String> words(String xml) {
    Matcher code = CODE.matcher(xml);
    Matcher message = MESSAGE.matcher(xml);
    if (!code.find()) {
      return Optional.empty();
    }
    String meaning = message.find() ? ": " + MultipartAnswers.unescaped(message.group(1)) : "";
    return Optional.of(code.group(1) + meaning);
  }
}
