package io.mediarouter.vertx.server;

import io.mediarouter.vertx.config.front.TlsConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its private key, as one listener shows and uses them. They are kept as they
 * were read and checked: what the files say a moment later may not fit.
 *
 * @param key of the listener in the configuration, such as {@code listen.tls}
 * @param chain the certificates, PEM
 * @param privateKey the key, PEM
 */
record TlsIdentity(String key, Buffer chain, Buffer privateKey) {
  private static final byte[] SOMETHING = {1, 2, 3};

  /**
   * What the files hold now, unchecked; blocks.
   *
   * @throws IllegalArgumentException naming the file that cannot be read
   */
  static TlsIdentity read(String key, TlsConfig files) {
    return new TlsIdentity(
        key,
        content(key + ".certificate", files.certificate()),
        content(key + ".key", files.key()));
  }

  private static Buffer content(String key, String file) {
    try {
      return Buffer.buffer(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          key + ": " + file + " (expected: a file that can be read)");
    }
  }

  /**
   * Its certificate, once it is found to be the one of its key.
   *
   * @throws IllegalArgumentException naming the key of the configuration at fault
   */
  X509Certificate check(Vertx vertx) {
    X509Certificate shown;
    boolean belong;
    try {
      PemKeyCertOptions pem = pem();
      var keys = (X509KeyManager) pem.getKeyManagerFactory(vertx).getKeyManagers()[0];
      String alias = pem.loadKeyStore(vertx).aliases().nextElement();
      shown = keys.getCertificateChain(alias)[0];
      belong = belong(keys.getPrivateKey(alias), shown.getPublicKey());
    } catch (Exception e) {
      throw refused("", "a certificate and its private key, RSA or EC, both PEM", e.getMessage());
    }
    if (!belong) {
      throw refused(".key", "the private key of " + key + ".certificate", "another one");
    }
    return shown;
  }

  private IllegalArgumentException refused(String of, String expected, @Nullable String found) {
    return new IllegalArgumentException(key + of + ": " + found + " (expected: " + expected + ")");
  }

  /**
   * A key of another kind, or of another certificate, makes no signature that this one confirms.
   */
  private static boolean belong(PrivateKey own, PublicKey shown) throws GeneralSecurityException {
    String kind = shown.getAlgorithm();
    if (!kind.equals(own.getAlgorithm())) {
      return false;
    }
    Signature signature = Signature.getInstance(algorithm(kind));
    signature.initSign(own);
    signature.update(SOMETHING);
    byte[] signed = signature.sign();
    signature.initVerify(shown);
    signature.update(SOMETHING);
    return signature.verify(signed);
  }

  private static String algorithm(String kind) {
    return switch (kind) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case "DSA" -> "SHA256withDSA";
      default -> kind;
    };
  }

  /** Whether its certificate tells nobody anything any more, or not yet. */
  static boolean isOutOfTime(X509Certificate certificate, Instant now) {
    return now.isAfter(certificate.getNotAfter().toInstant())
        || now.isBefore(certificate.getNotBefore().toInstant());
  }

  private PemKeyCertOptions pem() {
    return new PemKeyCertOptions().addCertValue(chain).addKeyValue(privateKey);
  }

  /** How a listener that runs already takes it on. */
  ServerSSLOptions options() {
    return new ServerSSLOptions().setUseAlpn(true).setKeyCertOptions(pem());
  }

  /** Has a listener begin with it. */
  void addTo(HttpServerOptions options) {
    options.setSsl(true).setUseAlpn(true).setKeyCertOptions(pem());
  }

  /** All but the key. */
  @Override
  public String toString() {
    return "TlsIdentity[" + key + "]";
  }
}
