package dev.creance.workbench.command;

import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.approval.Policy;
import dev.creance.release.approval.Signing;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.registry.Credentials;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.release.registry.RegistryOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import picocli.CommandLine;

/** What the commands of {@code creance release} read. */
final class ReleaseFiles {
  private ReleaseFiles() {}

  static PrivateKey key(Path file) throws IOException {
    try {
      return Signing.privateKey(Files.readString(file, StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException | java.nio.charset.CharacterCodingException e) {
      throw new IOException(
          file + ": is no private key of Creance's; 'creance release key' makes one", e);
    }
  }

  static Policy policy(Path file) throws IOException {
    try {
      return ApprovalFiles.policy(Files.readAllBytes(file), file.toString());
    } catch (ReleaseException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  static Reference reference(CommandLine command, String text) {
    try {
      return Reference.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(command, e.getMessage(), e);
    }
  }

  /** A registry with the logins that docker knows. */
  static Registry registry() throws IOException {
    return new Registry(RegistryOptions.of(Credentials.ofThisUser()));
  }
}
