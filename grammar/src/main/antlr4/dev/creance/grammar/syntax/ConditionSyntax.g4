/*
 * The tree of Falco conditions (engine 0.63): not before and before or; chains are flat.
 *
 * Every decision is made by one token. Text with errors arrives here as whole as any other: where the lexer
 * could not go on it puts a BROKEN token for the unreadable text, and one more for each construct left open.
 */
parser grammar ConditionSyntax;

options { tokenVocab = ConditionLexer; }

condition : disjunction EOF ;

disjunction : conjunction alternative* ;

// An "and" behind "or(…)" is an error that has been reported; it binds to the group nevertheless.
alternative
  : OR conjunction
  | OR_GROUP group further*
  ;

conjunction : negation further* ;

further
  : AND negation
  | AND_GROUP group
  ;

negation
  : NOT check
  | NOT_GROUP group
  | check
  ;

// The opening parenthesis has been read.
group : disjunction ( RPAREN | BROKEN ) ;

check
  : LPAREN group # groupCheck
  | operand comparison # comparisonCheck
  | MACRO # macroCheck
  | BROKEN # brokenCheck
  ;

operand
  : FIELD # field
  | FIELD_INDEXED index # indexedField
  | TRANSFORMER arguments # transformer
  ;

index : ( QUOTED | BARE | BROKEN ) ( RBRACKET | BROKEN ) ;

arguments : argument ( COMMA argument )* ( CLOSE | CLOSE_INDEXED index | BROKEN ) ;

argument
  : operand
  | constant
  | LIST_OPEN elements
  | BROKEN
  ;

elements
  : CLOSE
  | element ( COMMA element )* ( CLOSE | BROKEN )
  ;

element
  : operand
  | constant
  | BROKEN
  ;

constant : NUMBER | QUOTED ;

comparison
  : EXISTS # exists
  | NUMBER_OPERATOR value # plainComparison
  | SYMBOL_OPERATOR MODIFIER? value # plainComparison
  | WORD_OPERATOR MODIFIER? value # plainComparison
  | LIST_OPERATOR value # plainComparison
  | BROKEN # brokenComparison
  ;

value
  : QUOTED
  | BARE
  | NUMBER
  | LIST_NAME
  | LIST_OPEN items
  | VAL arguments
  | TRANSFORMER arguments
  | BROKEN
  ;

items
  : CLOSE
  | item ( COMMA item )* ( CLOSE | BROKEN )
  ;

item : QUOTED | BARE | BROKEN ;

reference : operand | BROKEN ;
