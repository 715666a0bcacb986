// Where each thing on the stage stands and what it is made of. Of the vertex shaders only: not every GPU counts gl_InstanceIndex elsewhere.
#ifndef SCENE_INSTANCES_GLSL
#define SCENE_INSTANCES_GLSL

struct Surface {
    vec4 color;     // linear; w: gloss, 0 matt to 1 polished
    vec4 response;  // x: metal, y: glow
};

struct Instance {
    mat4 place;     // from the thing to the stage: turned, evenly scaled, moved
    Surface surfaces[8];
};

layout(set = 0, binding = 2) readonly buffer Instances { Instance instances[]; };

#endif
