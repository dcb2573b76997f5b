package io.mediarouter.harness.farm;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** JSON answers. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static void send(HttpServletResponse response, Object value) throws IOException {
    send(response, "application/json", value);
  }

  static void send(HttpServletResponse response, String mediaType, Object value)
      throws IOException {
    byte[] body = MAPPER.writeValueAsBytes(value);
    response.setContentType(mediaType);
    response.setContentLength(body.length);
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(body);
  }
}
