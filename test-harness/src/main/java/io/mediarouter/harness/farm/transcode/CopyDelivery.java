package io.mediarouter.harness.farm.transcode;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request of ffmpeg's from a source that is fetched whole, in the parts that its
 * origin does not give.
 */
record CopyDelivery(SourceCopy copy, HttpServletResponse response, SourceGate.Lease lease) {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int PARTIAL = 206;
  private static final int UNSATISFIABLE = 416;

  /** Less than ffmpeg waits for any byte. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(18);

  /** How long a source of unknown length is waited for before it is read without one. */
  private static final Duration LENGTH_WAIT = Duration.ofSeconds(3);

  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");

  /** Gives what was asked for, or says that there is none. */
  void give(@Nullable String range) throws IOException {
    if (copy.length() < 0) {
      copy.awaitEnd(LENGTH_WAIT);
    }
    long length = copy.length();
    long from = length < 0 ? 0 : head(range, length);
    if (length < 0) {
      lease.hint("the source's origin gives neither byte ranges nor its length");
    } else {
      response.setHeader("Accept-Ranges", "bytes");
    }
    if (response.getStatus() != UNSATISFIABLE) {
      pour(from, length < 0 ? Long.MAX_VALUE : last(range, length));
    }
  }

  /** Sets the head of an answer of some length; tells where it begins. */
  private long head(@Nullable String range, long length) {
    Matcher asked = RANGE.matcher(range == null ? "" : range);
    if (!asked.matches()) {
      response.setContentLengthLong(length);
      return 0;
    }
    long from = Long.parseLong(asked.group(1));
    if (from >= length) {
      response.setStatus(UNSATISFIABLE);
      response.setHeader("Content-Range", "bytes */" + length);
      return from;
    }
    long last = last(range, length);
    response.setStatus(PARTIAL);
    response.setHeader("Content-Range", "bytes " + from + "-" + last + "/" + length);
    response.setContentLengthLong(Math.max(0, last - from + 1));
    return from;
  }

  private static long last(@Nullable String range, long length) {
    Matcher asked = RANGE.matcher(range == null ? "" : range);
    boolean told = asked.matches() && !asked.group(2).isEmpty();
    return told ? Math.min(length - 1, Long.parseLong(asked.group(2))) : length - 1;
  }

  private void pour(long from, long last) throws IOException {
    OutputStream out = response.getOutputStream();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (long at = from; at <= last; ) {
      int most = (int) Math.min(BUFFER_BYTES, last - at + 1);
      int count = read(at, ByteBuffer.wrap(buffer, 0, most));
      if (count < 0) {
        return;
      }
      out.write(buffer, 0, count);
      at += count;
    }
  }

  private int read(long at, ByteBuffer into) throws IOException {
    try {
      return copy.read(at, into, LONGEST_WAIT);
    } catch (IOException e) {
      lease.fail(String.valueOf(e.getMessage()));
      throw SourceGate.cut(e);
    }
  }
}
