package io.mediarouter.harness.farm;

import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.media.SampleMedia;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** What the tests of the servers share: ffmpeg, sample media, an HTTP client. */
public final class Farm {
  public static final Ffmpeg FFMPEG = Ffmpeg.locate(null);
  public static final SampleMedia SAMPLES = samples();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Farm() {}

  private static SampleMedia samples() {
    try {
      return SampleMedia.in(SampleMedia.defaultFolder(), FFMPEG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static HttpResponse<byte[]> get(URI address, String... headers) throws Exception {
    return send(request(address, headers).build());
  }

  static HttpRequest.Builder request(URI address, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    return headers.length == 0 ? request : request.headers(headers);
  }

  static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    return CLIENT.send(request, BodyHandlers.ofByteArray());
  }

  static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
