package io.mediarouter.harness.farm.fault;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request whose upload may break off, and whose answer may not go past the faulty body. */
final class FaultyRequest extends HttpServletRequestWrapper {
  private static final String SENDFILE = "org.apache.tomcat.sendfile.support";

  private final @Nullable Long cutUploadAfter;

  FaultyRequest(HttpServletRequest request, @Nullable Long cutUploadAfter) {
    super(request);
    this.cutUploadAfter = cutUploadAfter;
  }

  @Override
  public Object getAttribute(String name) {
    return name.equals(SENDFILE) ? Boolean.FALSE : super.getAttribute(name);
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    ServletInputStream whole = super.getInputStream();
    return cutUploadAfter == null
        ? whole
        : new BreakingUpload(whole, cutUploadAfter, () -> ConnectionCut.of(this));
  }
}
