import { defineCommand } from '#cli/options/define-command';
import { UsageError } from '#cli/options/exit-codes';

const shells = ['bash', 'zsh', 'fish'] as const;

/** The scripts request completions from the command line itself, so that they never need to change. */
const completionScripts: { readonly [shell in (typeof shells)[number]]: string } = {
  bash: `_etherbox_completions() {
  local IFS=$'\\n'
  COMPREPLY=($(etherbox --get-yargs-completions "\${COMP_WORDS[@]:0:COMP_CWORD+1}" 2>/dev/null))
  [ \${#COMPREPLY[@]} -eq 0 ] && compopt -o default
  return 0
}
complete -F _etherbox_completions etherbox`,
  zsh: `#compdef etherbox
_etherbox() {
  local -a words_found
  words_found=(\${(f)"$(SHELL=zsh etherbox --get-yargs-completions "\${words[@]}" 2>/dev/null)"})
  if (( \${#words_found} )); then _describe 'etherbox' words_found; else _default; fi
}
compdef _etherbox etherbox`,
  fish: `function __etherbox_complete
    set -l words (commandline -opc) (commandline -ct)
    SHELL=fish etherbox --get-yargs-completions $words 2>/dev/null
end
complete -c etherbox -a '(__etherbox_complete)'`,
};

export const completionCommand = defineCommand(
  'completion [shell]',
  'Print a completion script for your shell',
  (yargs) =>
    yargs
      .positional('shell', { choices: shells, describe: 'Shell: bash, zsh or fish (default: your shell)' })
      .example('source <($0 completion bash)', 'for bash, in ~/.bashrc; for zsh, the same in ~/.zshrc')
      .example('$0 completion fish > ~/.config/fish/completions/etherbox.fish', 'for fish'),
  ({ shell }) => {
    const chosen = shell ?? shells.find((name) => process.env.SHELL?.endsWith(`/${name}`));
    if (chosen === undefined) throw new UsageError(`Name the shell: etherbox completion ${shells.join('|')}`);
    process.stdout.write(`${completionScripts[chosen]}\n`);
  },
);
