/** What the rules read of a syntax tree in the ESTree form, with TypeScript's nodes. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

interface NamedNode {
  readonly name: string;
  readonly start: number;
}

/** Every name that a file gives, in the order in which it stands. Names that it only uses are not among them. */
export function declaredNames(tree: SyntaxNode): readonly NamedNode[] {
  const names: NamedNode[] = [];
  const add = (node: unknown): void => {
    for (const { name, start } of boundNames(node)) names.push({ name, start });
  };
  visit(tree, (node, parent) => {
    if (node.type === 'VariableDeclarator') add(node.id);
    else if (node.type === 'CatchClause') add(node.param);
    else if (node.type === 'TSTypeParameter') add(node.name);
    else if (IMPORTED.has(node.type)) add(isRenamed(node) ? node.local : undefined);
    else if (DECLARATIONS.has(node.type) || Array.isArray(node.params)) add(node.id);
    if (Array.isArray(node.params) && !/^TSTypeParameter/.test(node.type)) for (const one of node.params) add(one);
    if (isOwnMember(node, parent)) add(node.key);
  });
  return names;
}

export function typeNames(tree: SyntaxNode): readonly string[] {
  const names: string[] = [];
  visit(tree, (node) => {
    if (DECLARATIONS.has(node.type) && isNode(node.id)) names.push(node.id.name as string);
  });
  return names;
}

/** Strings, the texts of templates and regular expressions: no code, but words. */
export function stringLiterals(tree: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  visit(tree, (node) => {
    const isWords = node.type === 'Literal' && (typeof node.value === 'string' || node.regex !== undefined);
    if (isWords || node.type === 'TemplateElement' || node.type === 'JSXText') found.push(node);
  });
  return found;
}

/** The titles of tests: the first argument of `test`, `it`, `describe`, and of `test.each(…)` and the like. */
export function testTitles(tree: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  visit(tree, (node) => {
    if (node.type !== 'CallExpression' || !/^(test|it|describe)$/.test(rootName(node.callee))) return;
    const [title] = node.arguments as readonly SyntaxNode[];
    if (title && /^(Literal|TemplateLiteral)$/.test(title.type)) found.push(title);
  });
  return found;
}

/** `test.each(rows)` → test. */
function rootName(callee: unknown): string {
  if (!isNode(callee)) return '';
  if (callee.type === 'Identifier') return callee.name as string;
  return rootName(callee.type === 'MemberExpression' ? callee.object : callee.callee);
}

export function importsOf(tree: SyntaxNode): readonly string[] {
  const found: string[] = [];
  visit(tree, ({ type, source, argument }) => {
    if (/^(Import|Export|TSImportType)/.test(type)) {
      const specifier = isNode(source) ? source : argument;
      if (isNode(specifier) && typeof specifier.value === 'string') found.push(specifier.value);
    }
  });
  return found;
}

const DECLARATIONS = new Set(['ClassDeclaration', 'TSInterfaceDeclaration', 'TSTypeAliasDeclaration']);
const IMPORTED = new Set(['ImportSpecifier', 'ImportNamespaceSpecifier', 'ImportDefaultSpecifier']);
const MEMBERS = new Set(['TSPropertySignature', 'TSMethodSignature', 'PropertyDefinition', 'MethodDefinition']);

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';

const nameOf = (node: unknown): unknown => (isNode(node) ? (node.name ?? node.value) : undefined);

/** `import { a as b }`: `a` is another's name, `b` is ours. */
const isRenamed = ({ local, imported }: SyntaxNode): boolean => nameOf(local) !== nameOf(imported);

/** A member that is declared or written out; `{ name }` of a variable repeats that name. */
function isOwnMember(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  if (node.computed === true || node.shorthand === true) return false;
  return MEMBERS.has(node.type) || (node.type === 'Property' && parent?.type === 'ObjectExpression');
}

/** The names that a binding pattern gives. */
function boundNames(pattern: unknown): readonly NamedNode[] {
  if (typeof pattern === 'string' || !isNode(pattern)) return [];
  const { type, name, start } = pattern;
  if (type === 'Identifier' || type === 'PrivateIdentifier') return [{ name: name as string, start }];
  if (type === 'AssignmentPattern') return boundNames(pattern.left);
  if (type === 'RestElement') return boundNames(pattern.argument);
  if (type === 'ArrayPattern') return (pattern.elements as readonly unknown[]).flatMap(boundNames);
  if (type !== 'ObjectPattern') return [];
  return (pattern.properties as readonly SyntaxNode[]).flatMap((one) => boundNames(one.value ?? one.argument));
}

function visit(
  value: unknown,
  look: (node: SyntaxNode, parent: SyntaxNode | undefined) => void,
  parent?: SyntaxNode,
): void {
  if (Array.isArray(value)) for (const one of value) visit(one, look, parent);
  if (!isNode(value)) return;
  look(value, parent);
  for (const member of Object.values(value)) if (typeof member === 'object') visit(member, look, value);
}
