package io.mediarouter.harness.farm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.harness.farm.transcode.Source;
import io.mediarouter.harness.farm.transcode.SourceProbe;
import io.mediarouter.harness.farm.transcode.SourceReader;
import io.mediarouter.harness.farm.transcode.TranscodeFailure;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /probe}: the properties of a source. */
final class ProbeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient SourceReader sources;
  private final transient SourceProbe probe;

  ProbeServlet(SourceReader sources, SourceProbe probe) {
    this.sources = sources;
    this.probe = probe;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      Source source = sources.look(request.getParameter("source"));
      ObjectNode answer = Json.MAPPER.valueToTree(probe.probe(source));
      if (source.etag() != null) {
        answer.put("etag", source.etag());
      }
      if (source.lastModified() != null) {
        answer.put("last_modified", source.lastModified());
      }
      Json.send(response, answer);
    } catch (TranscodeFailure e) {
      Problems.send(response, e);
    }
  }
}
