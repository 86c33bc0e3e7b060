/** Promise: a lesson in front of a class, step by step; answers come from the models in use. */
package lamina.ui.lesson;
