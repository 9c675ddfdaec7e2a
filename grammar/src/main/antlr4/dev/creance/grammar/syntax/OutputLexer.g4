/*
 * The tokens of output templates: text and, behind a percent sign and perhaps a width, references to
 * fields and transformers. How far a reference reaches depends on which fields exist ("%proc.nameX" is
 * proc.name with an X behind it), so OutputScanner asks for that and makes the REFERENCE tokens. What is
 * in a reference, ConditionSyntax says.
 */
lexer grammar OutputLexer;

options { superClass = OutputScanner; }

// BROKEN is empty: where a reference is missing.
tokens { REFERENCE, BROKEN }

TEXT : ~'%'+ ;
PERCENT : '%' -> mode(PLACEHOLDER) ;

mode PLACEHOLDER;
WIDTH : [0-9]+ ;
