interface ImportMetaEnv {
  /** True in Firefox's package. Known as it is built, so that neither package holds what only the other needs. */
  readonly FIREFOX: boolean;
}
