package io.mediarouter.harness.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;

/** An answer whose body is still on its way. Closing it before its end hangs up. For one thread. */
public final class OpenAnswer implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final double NANOS_PER_MILLI = 1e6;

  private final HttpResponse<InputStream> response;
  private final InputStream body;
  private final long begunNanos;
  private long taken;

  OpenAnswer(HttpResponse<InputStream> response, long begunNanos) {
    this.response = response;
    this.body = response.body();
    this.begunNanos = begunNanos;
  }

  /** The status code. */
  public int status() {
    return response.statusCode();
  }

  /** A header's value; empty if it is not there. */
  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /**
   * Takes what has arrived, waiting for at least one byte.
   *
   * @return number of bytes taken; -1 after a proper end
   * @throws IOException if the transfer broke off
   */
  public int read(byte[] into) throws IOException {
    int count = body.read(into);
    taken += Math.max(0, count);
    return count;
  }

  /** Bytes of the body that were taken one by one or as one answer. */
  public long taken() {
    return taken;
  }

  /**
   * Takes the rest.
   *
   * @throws IOException if the transfer broke off
   */
  public byte[] readRest() throws IOException {
    return body.readAllBytes();
  }

  /** Time since the request. */
  public double millis() {
    return (System.nanoTime() - begunNanos) / NANOS_PER_MILLI;
  }

  /**
   * Takes the rest as one answer.
   *
   * @throws IOException if the transfer broke off
   */
  public Answer readAll() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER_BYTES];
    int count = read(buffer);
    double firstByteMillis = millis();
    while (count >= 0) {
      all.write(buffer, 0, count);
      count = read(buffer);
    }
    return new Answer(
        response.statusCode(), response.headers(), all.toByteArray(), firstByteMillis, millis());
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      // Nobody wants the rest.
    }
  }
}
