/*
 * The tokens of Falco conditions (engine 0.63).
 *
 * What a character means depends on what came before it: "in" is an operator after a field, a macro's
 * name at the start of a check and a value after "=". Each such place is a mode here, so a token is
 * recognised exactly where Falco looks for it. Modes of nested constructs (transformer arguments, lists,
 * indexes) are pushed and popped; groups in parentheses need no mode of their own, ConditionScanner
 * counts them.
 *
 * A character is one byte. ConditionScanner adds what a grammar cannot say: nesting limits, Falco's
 * message for text that fits no rule of a mode, and the BROKEN tokens that stand for such text.
 */
lexer grammar ConditionLexer;

options { superClass = ConditionScanner; }

// Text that could not be read, or (empty) the end of a construct that is missing after it.
tokens { BROKEN }

// ---- the start of a check; DEFAULT_MODE

BLANKS : Blank+ -> skip ;
NOT : ( 'not' Space+ )+ -> mode(CHECK) ;
NOT_GROUP : ( 'not' Space+ )* 'not(' ;
LPAREN : '(' ;
FIELD : Name -> mode(OPERATOR) ;
FIELD_INDEXED : Name '[' -> mode(OPERATOR), pushMode(INDEX) ;
TRANSFORMER : Transformer '(' -> mode(OPERATOR), pushMode(ARGUMENT) ;
MACRO : Identifier -> mode(CONNECTIVE) ;

fragment Blank : [ \t\b\r\n] ;
// Only "not" is followed by this wider set.
fragment Space : [ \t\n\u000B\f\r] ;
fragment Letter : [a-zA-Z] ;
fragment Identifier : Letter [a-zA-Z0-9_]* ;
fragment Name : Identifier ( '.' Identifier )+ ;
fragment Transformer
  : 'tolower' | 'toupper' | 'b64' | 'basename' | 'len' | 'join' | 'concat' | 'getopt'
  ;
fragment Digit : [0-9] ;
fragment Number
  : '0' [xX] [0-9a-fA-F]+
  | [+\-]? Digit+ '.'? Digit* ( [eE] [+\-] Digit+ )?
  ;
// Closed by the first delimiter that has no backslash before it, even when that backslash is itself escaped.
fragment Quoted
  : '"' ( ~["\\\u0000] | '\\'+ ~[\\\u0000] )* '"'
  | '\'' ( ~['\\\u0000] | '\\'+ ~[\\\u0000] )* '\''
  ;
// Falco finds bare text with a UTF-8 regular expression: bytes that form no character end it.
fragment Wide
  : [\u00C2-\u00DF] Tail
  | [\u00E0-\u00EF] Tail Tail
  | [\u00F0-\u00F4] Tail Tail Tail
  ;
fragment Tail : [\u0080-\u00BF] ;
// A backspace at the start is a blank, which goes before.
fragment Bare : BareStart ( BareStart | '\b' )* ;
fragment BareStart : ~[()"' \t\n\b\u000B\f\r=,\u0080-\uFFFF] | Wide ;
fragment BareIndex : ( ~[\][\u0022' \t\n\u000B\f\r\u0080-\uFFFF] | Wide )+ ;

// ---- after "not ": a check, but no further "not " (a backspace can come between)

mode CHECK;
CHECK_BLANKS : Blank+ -> skip ;
CHECK_LPAREN : '(' -> type(LPAREN), mode(DEFAULT_MODE) ;
CHECK_FIELD : Name -> type(FIELD), mode(OPERATOR) ;
CHECK_FIELD_INDEXED : Name '[' -> type(FIELD_INDEXED), mode(OPERATOR), pushMode(INDEX) ;
CHECK_TRANSFORMER : Transformer '(' -> type(TRANSFORMER), mode(OPERATOR), pushMode(ARGUMENT) ;
CHECK_MACRO : Identifier -> type(MACRO), mode(CONNECTIVE) ;

// ---- after the left side of a comparison

mode OPERATOR;
OPERATOR_BLANKS : Blank+ -> skip ;
EXISTS : 'exists' -> mode(CONNECTIVE) ;
NUMBER_OPERATOR : ( '<=' | '<' | '>=' | '>' ) -> mode(NUMBER_VALUE) ;
SYMBOL_OPERATOR : ( '==' | '=' | '!=' ) -> mode(UNSPACED_VALUE) ;
WORD_OPERATOR
  : ( 'glob' | 'iglob' | 'contains' | 'icontains' | 'bcontains' | 'startswith' | 'bstartswith' | 'endswith'
    | 'regex' ) Blank+ -> mode(STRING_VALUE)
  ;
LIST_OPERATOR : ( 'intersects' | 'in' | 'pmatch' ) -> mode(LIST_VALUE) ;

// ---- after < <= > >=

mode NUMBER_VALUE;
NUMBER_BLANKS : Blank+ -> skip ;
VAL : 'val(' -> mode(CONNECTIVE), pushMode(VAL_FIELD) ;
NUMBER_TRANSFORMER : Transformer '(' -> type(TRANSFORMER), mode(CONNECTIVE), pushMode(ARGUMENT) ;
NUMBER : Number -> mode(CONNECTIVE) ;

// ---- right after = == !=, where a modifier is not looked for before a blank

mode UNSPACED_VALUE;
UNSPACED_BLANKS : Blank+ -> skip, mode(STRING_VALUE) ;
UNSPACED_VAL : 'val(' -> type(VAL), mode(CONNECTIVE), pushMode(VAL_FIELD) ;
UNSPACED_TRANSFORMER : Transformer '(' -> type(TRANSFORMER), mode(CONNECTIVE), pushMode(ARGUMENT) ;
QUOTED : Quoted -> mode(CONNECTIVE) ;
BARE : Bare -> mode(CONNECTIVE) ;

// ---- after a string operator and a blank; the scanner looks ahead which of the two modes holds

mode MODIFIED;
MODIFIER : ( 'oneof' | 'anyof' | 'allof' ) Blank+ -> mode(MODIFIED_VALUE) ;

mode STRING_VALUE;
STRING_VAL : 'val(' -> type(VAL), mode(CONNECTIVE), pushMode(VAL_FIELD) ;
STRING_TRANSFORMER : Transformer '(' -> type(TRANSFORMER), mode(CONNECTIVE), pushMode(ARGUMENT) ;
STRING_QUOTED : Quoted -> type(QUOTED), mode(CONNECTIVE) ;
STRING_BARE : Bare -> type(BARE), mode(CONNECTIVE) ;

// ---- after oneof, anyof, allof

mode MODIFIED_VALUE;
LIST_OPEN : '(' -> mode(CONNECTIVE), pushMode(FIRST_ITEM) ;
LIST_NAME : Identifier -> mode(CONNECTIVE) ;

// ---- after in, intersects, pmatch

mode LIST_VALUE;
LIST_BLANKS : Blank+ -> skip ;
VALUE_LIST_OPEN : '(' -> type(LIST_OPEN), mode(CONNECTIVE), pushMode(FIRST_ITEM) ;
LIST_VAL : 'val(' -> type(VAL), mode(CONNECTIVE), pushMode(VAL_FIELD) ;
LIST_TRANSFORMER : Transformer '(' -> type(TRANSFORMER), mode(CONNECTIVE), pushMode(ARGUMENT) ;
VALUE_LIST_NAME : Identifier -> type(LIST_NAME), mode(CONNECTIVE) ;

// ---- the values of a list

mode FIRST_ITEM;
FIRST_ITEM_BLANKS : Blank+ -> skip ;
CLOSE : ')' -> popMode ;
FIRST_ITEM_QUOTED : Quoted -> type(QUOTED), mode(ITEM_END) ;
FIRST_ITEM_BARE : Bare -> type(BARE), mode(ITEM_END) ;

mode ITEM;
ITEM_BLANKS : Blank+ -> skip ;
ITEM_QUOTED : Quoted -> type(QUOTED), mode(ITEM_END) ;
ITEM_BARE : Bare -> type(BARE), mode(ITEM_END) ;

mode ITEM_END;
ITEM_END_BLANKS : Blank+ -> skip ;
COMMA : ',' -> mode(ITEM) ;
ITEM_END_CLOSE : ')' -> type(CLOSE), popMode ;

// Behind a first value that Falco gives up on and then ignores.
mode EMPTY_LIST;
EMPTY_LIST_CLOSE : ')' -> type(CLOSE), popMode ;

// ---- the arguments of a transformer

mode ARGUMENT;
ARGUMENT_BLANKS : Blank+ -> skip ;
ARGUMENT_NUMBER : Number -> type(NUMBER), mode(ARGUMENT_END) ;
ARGUMENT_QUOTED : Quoted -> type(QUOTED), mode(ARGUMENT_END) ;
ARGUMENT_LIST_OPEN : '(' -> type(LIST_OPEN), mode(ARGUMENT_END), pushMode(FIRST_ELEMENT) ;
ARGUMENT_TRANSFORMER : Transformer '(' -> type(TRANSFORMER), mode(ARGUMENT_END), pushMode(ARGUMENT) ;
ARGUMENT_FIELD : Name -> type(FIELD), mode(ARGUMENT_END) ;
ARGUMENT_FIELD_INDEXED : Name '[' -> type(FIELD_INDEXED), mode(ARGUMENT_END), pushMode(INDEX) ;

mode ARGUMENT_END;
ARGUMENT_END_BLANKS : Blank+ -> skip ;
ARGUMENT_COMMA : ',' -> type(COMMA), mode(ARGUMENT) ;
ARGUMENT_CLOSE : ')' -> type(CLOSE), popMode ;
CLOSE_INDEXED : ')[' -> mode(INDEX) ;

// ---- a list among the arguments of a transformer

mode FIRST_ELEMENT;
FIRST_ELEMENT_BLANKS : Blank+ -> skip ;
FIRST_ELEMENT_CLOSE : ')' -> type(CLOSE), popMode ;
FIRST_ELEMENT_FIELD : Name -> type(FIELD), mode(ELEMENT_END) ;
FIRST_ELEMENT_FIELD_INDEXED : Name '[' -> type(FIELD_INDEXED), mode(ELEMENT_END), pushMode(INDEX) ;
FIRST_ELEMENT_TRANSFORMER : Transformer '(' -> type(TRANSFORMER), mode(ELEMENT_END), pushMode(ARGUMENT) ;
FIRST_ELEMENT_QUOTED : Quoted -> type(QUOTED), mode(ELEMENT_END) ;
FIRST_ELEMENT_NUMBER : Number -> type(NUMBER), mode(ELEMENT_END) ;

mode ELEMENT;
ELEMENT_BLANKS : Blank+ -> skip ;
ELEMENT_FIELD : Name -> type(FIELD), mode(ELEMENT_END) ;
ELEMENT_FIELD_INDEXED : Name '[' -> type(FIELD_INDEXED), mode(ELEMENT_END), pushMode(INDEX) ;
ELEMENT_TRANSFORMER : Transformer '(' -> type(TRANSFORMER), mode(ELEMENT_END), pushMode(ARGUMENT) ;
ELEMENT_QUOTED : Quoted -> type(QUOTED), mode(ELEMENT_END) ;
ELEMENT_NUMBER : Number -> type(NUMBER), mode(ELEMENT_END) ;

mode ELEMENT_END;
ELEMENT_END_BLANKS : Blank+ -> skip ;
ELEMENT_COMMA : ',' -> type(COMMA), mode(ELEMENT) ;
ELEMENT_CLOSE : ')' -> type(CLOSE), popMode ;

// ---- val(field)

mode VAL_FIELD;
VAL_BLANKS : Blank+ -> skip ;
VAL_FIELD_NAME : Name -> type(FIELD), mode(VAL_END) ;
VAL_FIELD_INDEXED : Name '[' -> type(FIELD_INDEXED), mode(VAL_END), pushMode(INDEX) ;

mode VAL_END;
VAL_END_BLANKS : Blank+ -> skip ;
VAL_CLOSE : ')' -> type(CLOSE), popMode ;
VAL_CLOSE_INDEXED : ')[' -> type(CLOSE_INDEXED), mode(INDEX) ;

// ---- field[index], where no blank is allowed

mode INDEX;
INDEX_QUOTED : Quoted -> type(QUOTED), mode(INDEX_END) ;
INDEX_BARE : BareIndex -> type(BARE), mode(INDEX_END) ;

mode INDEX_END;
RBRACKET : ']' -> popMode ;

// ---- after a complete check

mode CONNECTIVE;
CONNECTIVE_BLANKS : Blank+ -> skip ;
AND : 'and' Blank* -> mode(DEFAULT_MODE) ;
AND_GROUP : 'and(' -> mode(DEFAULT_MODE) ;
OR : 'or' Blank* -> mode(DEFAULT_MODE) ;
OR_GROUP : 'or(' -> mode(DEFAULT_MODE) ;
RPAREN : ')' ;

// After "or(…)", which no "and" may follow.
mode DISJUNCTIVE;
DISJUNCTIVE_BLANKS : Blank+ -> skip ;
DISJUNCTIVE_OR : 'or' Blank* -> type(OR), mode(DEFAULT_MODE) ;
DISJUNCTIVE_OR_GROUP : 'or(' -> type(OR_GROUP), mode(DEFAULT_MODE) ;
DISJUNCTIVE_RPAREN : ')' -> type(RPAREN), mode(CONNECTIVE) ;

// ---- a field or transformer alone, as output templates refer to it

mode REFERENCE;
REFERENCE_FIELD : Name -> type(FIELD), mode(REFERENCE_END) ;
REFERENCE_FIELD_INDEXED : Name '[' -> type(FIELD_INDEXED), mode(REFERENCE_END), pushMode(INDEX) ;
REFERENCE_TRANSFORMER : Transformer '(' -> type(TRANSFORMER), mode(REFERENCE_END), pushMode(ARGUMENT) ;

// The scanner ends the text here, whatever follows.
mode REFERENCE_END;
REFERENCE_REST : . -> skip ;
